"""The commands, one module each: ``run(options, language)`` does the work and gives the exit code.

Only these and ``cli`` print. A module is imported when its command is called.
"""
