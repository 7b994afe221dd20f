"""Languages that documents are written in and families ask for.

English and Spanish come first: the portal speaks them, and Spanish leads among Hartford's other languages. Portuguese,
Bosnian and Chinese are seen in local sources; the rest are plausible and wait for the district's own ranked list
(facts 11.2). Tag (BCP 47), English name, Spanish name, its own name, right to left.
"""

LANGUAGES = (
    ("en", "English", "Inglés", "English", False),
    ("es", "Spanish", "Español", "Español", False),
    ("pt", "Portuguese", "Portugués", "Português", False),
    ("bs", "Bosnian", "Bosnio", "Bosanski", False),
    ("zh-Hans", "Chinese (simplified)", "Chino (simplificado)", "简体中文", False),
    ("ksw", "Karen (S'gaw)", "Karen (s'gaw)", "ကညီကျိၥ်", False),
    ("ar", "Arabic", "Árabe", "العربية", True),
    ("so", "Somali", "Somalí", "Soomaali", False),
    ("ne", "Nepali", "Nepalí", "नेपाली", False),
    ("bn", "Bengali", "Bengalí", "বাংলা", False),
    ("sw", "Swahili", "Suajili", "Kiswahili", False),
    ("vi", "Vietnamese", "Vietnamita", "Tiếng Việt", False),
    ("pl", "Polish", "Polaco", "Polski", False),
    ("sq", "Albanian", "Albanés", "Shqip", False),
)
