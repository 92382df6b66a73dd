"""Every rule can be found, and explains itself in both languages."""

import re
import subprocess
import sys

import pytest

from site_src.problems import Rule
from site_src.rules import all_rules, nearest
from tests.site_invariants import ROOT

RULES = all_rules()


def test_every_rule_that_is_written_down_is_found() -> None:
    written = [
        code
        for path in (ROOT / "site_src").rglob("*.py")
        for code in re.findall(r'\b(?:Rule|leak|warn)\(\s*"([a-z0-9-]+)"', path.read_text("utf-8"))
    ]
    assert sorted(rule.code for rule in RULES) == sorted(written)
    assert len(RULES) > 90


def test_no_two_rules_share_a_code() -> None:
    codes = [rule.code for rule in RULES]
    assert [code for code in codes if codes.count(code) > 1] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_is_whole_in_both_languages(rule: Rule) -> None:
    assert re.fullmatch("[a-z]+(-[a-z0-9]+)*", rule.code)
    chinese, english = (*rule.zh, rule.why[0]), (*rule.en, rule.why[1])
    for text in chinese:
        assert re.search("[\u4e00-\u9fff]", text)
    for text in english:
        assert re.search("[a-z]{2}", text)
    assert rule.why[0][-1] == "。"
    assert rule.why[1][-1] == "."


def test_the_nearest_codes_are_found() -> None:
    assert nearest("mispelt_feild", RULES)[0] == "misspelt-field"
    assert nearest("TABS", RULES)[0] == "tab"
    assert nearest("xyzzy", RULES) == []


def test_a_module_that_has_no_rule_is_not_imported() -> None:
    """It may need parts that are not installed, as the cluster does."""
    program = (
        "import sys; from site_src.rules import all_rules; all_rules(); print(sorted(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "site_src.check.tags" in done.stdout
    assert "site_src.serve" not in done.stdout
    assert "site_src.cluster" not in done.stdout
