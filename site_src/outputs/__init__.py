"""What is published beside the pages: one module a thing, one function each, gathered in two tuples.

A new output is a new module and one name here. A function of ``NOTICE_OUTPUTS`` takes a notice and the main edition;
one of ``SITE_OUTPUTS`` takes a ``WholeSite``. Both give files; whatever ships goes through the manifest.
"""

from site_src.outputs.approved import approved_text
from site_src.outputs.attachments import attachments
from site_src.outputs.data import findings_data
from site_src.outputs.feeds import atom_feed
from site_src.outputs.robots import robots
from site_src.outputs.sitemaps import sitemaps
from site_src.outputs.vcards import vcards

NOTICE_OUTPUTS = (findings_data, approved_text, attachments)
SITE_OUTPUTS = (atom_feed, sitemaps, robots, vcards)
