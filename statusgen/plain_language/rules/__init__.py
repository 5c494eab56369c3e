"""The rules of plain language: functions from a target to findings."""
