"""The rules of plain language: functions from a subject to findings."""
