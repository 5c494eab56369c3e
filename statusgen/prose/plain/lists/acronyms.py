"""x."""

KNOWN = """
DNS | Domain Name System | the system that finds websites by name
"""
KNOWN_ZH = """
DNS | 域名系统 | 网址查询系统
"""
ALLOWED_EN = "PDF SMS UK US EU PIN ID UTC GMT AM PM OK FAQ"
ALLOWED_ZH = "PDF"
