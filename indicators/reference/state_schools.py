"""Schools and programs that the state's own files list for Hartford (0640011), by code.

The values of a school are taken under its code even if it has closed since, and an unknown code is refused. So the
portal must know which codes the state has used. Compiled from the public files of 2011-12 to 2018-19 and the education
directory of 2020. The state publishes no closing dates there: `last_listed` is the last school year (by its fall) that
lists a school which the directory of 2020 does not; None for those that it does. Grades are left out where the state
hides small grades of a program. The state's special programs (autism, EDP, MDP) have codes of their own.
"""

from typing import NamedTuple


class Listed(NamedTuple):
    code: str
    name: str
    low_grade: int | None
    high_grade: int | None
    first_listed: int
    last_listed: int | None


DISTRICT_CODE = "0640011"
SCHOOLS = [
    Listed("0640111", "SAND School", 0, 8, 2013, None),
    Listed("0640411", "Batchelder School", -1, 8, 2013, None),
    Listed("0640511", "Montessori Magnet at Moylan School", -1, 6, 2013, None),
    Listed("0640611", "Burns Latino Studies Academy", -1, 8, 2013, None),
    Listed("0640711", "Asian Studies Academy at Bellizzi School", -1, 8, 2013, None),
    Listed("0640811", "M. D. Fox School", -1, 8, 2013, None),
    Listed("0640911", "Environmental Sciences Magnet at Hooker School", -1, 8, 2013, None),
    Listed("0641011", "Kennelly School", -1, 8, 2013, None),
    Listed("0641111", "Kinsella Magnet School of Performing Arts", -1, 12, 2013, None),
    Listed("0641211", "McDonough Middle School", 6, 8, 2013, None),
    Listed("0641311", "Hartford PreKindergarten Magnet School", -1, -1, 2014, None),
    Listed("0641411", "Naylor/CCSU Leadership Academy", -1, 8, 2013, None),
    Listed("0641511", "Parkville Community School", -1, 5, 2013, None),
    Listed("0641611", "M. L. King, Jr. School", -1, 8, 2013, None),
    Listed("0641711", "Rawson School", -1, 8, 2013, None),
    Listed("0641911", "Milner School", -1, 8, 2013, None),
    Listed("0642011", "Webster Micro Society Magnet School", -1, 8, 2013, None),
    Listed("0642111", "West Middle School", -1, 8, 2013, None),
    Listed("0642211", "Wish Museum School", -1, 8, 2013, None),
    Listed("0642311", "Burr School", -1, 8, 2013, None),
    Listed("0642411", "Clark School", -1, 8, 2013, 2014),
    Listed("0642511", "STEM Magnet at Fisher School", 0, 8, 2013, None),
    Listed("0642611", "Simpson-Waverly School", -1, 8, 2013, None),
    Listed("0642711", "New Visions Program", None, None, 2014, 2014),
    Listed("0642811", "Betances Early Reading Lab Magnet School", -1, 4, 2013, None),
    Listed("0643011", "Sanchez School", -1, 5, 2013, None),
    Listed("0643211", "Expeditionary Learning Academy at Moylan School", -1, 5, 2013, None),
    Listed("0643311", "Breakthrough Magnet School, South", -1, 8, 2013, None),
    Listed("0643511", "Breakthrough Magnet School, North", -1, 8, 2013, None),
    Listed("0643611", "Global Communications Academy", 0, 12, 2013, None),
    Listed("0643711", "Montessori Magnet at Fisher School", -1, 8, 2013, None),
    Listed("0643811", "Betances STEM Magnet School", 4, 8, 2013, None),
    Listed("0643911", "Capital Community College Magnet Academy", 11, 12, 2014, None),
    Listed("0644011", "Renzulli Gifted and Talented Academy", 4, 8, 2013, None),
    Listed("0644111", "Early Childhood Development Center (ECDC)", None, None, 2014, 2014),
    Listed("0644211", "Autism Program - Fred D. Wish Museum School", None, None, 2014, 2014),
    Listed("0644311", "Autism Program - Hooker School", None, None, 2014, 2014),
    Listed("0644411", "Autism Program - Rawson School", None, None, 2014, 2014),
    Listed("0644511", "Autism Program - Clark School", None, None, 2014, 2014),
    Listed("0644811", "MDP - Batchelder School", None, None, 2014, 2014),
    Listed("0644911", "MDP - HPHS Law and Government Academy", None, None, 2014, 2014),
    Listed("0645011", "MDP - Bulkeley High School", None, None, 2014, 2014),
    Listed("0645411", "Hartford Magnet Trinity College Academy", 6, 12, 2013, None),
    Listed("0645711", "Autism Program - Naylor School", -1, -1, 2014, 2014),
    Listed("0645811", "EDP - Betances School", None, None, 2014, 2014),
    Listed("0645911", "EDP - M.D. Fox School", None, None, 2014, 2014),
    Listed("0646011", "Culinary Arts Academy at Weaver High School", 9, 12, 2011, None),
    Listed("0646111", "Bulkeley High School Lower School", 9, 10, 2013, 2014),
    Listed("0646411", "Classical Magnet School", 6, 12, 2011, None),
    Listed("0646511", "Sport and Medical Sciences Academy", 6, 12, 2011, None),
    Listed("0646611", "Pathways Academy of Technology and Design", 9, 12, 2011, None),
    Listed("0646711", "University High School of Science and Engineering", 9, 12, 2011, None),
    Listed("0646911", "Capital Preparatory Magnet School", -1, 12, 2011, None),
    Listed("0647111", "Bulkeley High School", 9, 12, 2011, None),
    Listed("0647211", "HPHS Engineering and Green Technology Academy", 9, 12, 2011, None),
    Listed("0647411", "HPHS Law and Government Academy", 9, 12, 2011, None),
    Listed("0647511", "HPHS Nursing and Health Sciences Academy", 9, 12, 2011, None),
    Listed("0647611", "High School, Inc.", 9, 12, 2011, None),
    Listed("0647711", "Journalism and Media Academy", 9, 12, 2011, None),
    Listed("0647811", "OPPortunity High School", 9, 12, 2011, 2014),
    Listed("0647911", "Great Path Academy at MCC", 9, 12, 2012, None),
    Listed("0648111", "EDP - McDonough Middle School", None, None, 2014, 2014),
    Listed("0648211", "EDP - HPHS Engineering and Green Technology Academy", None, None, 2014, 2014),
    Listed("0648311", "EDP - Bulkeley High School", None, None, 2014, 2014),
    Listed("0648411", "High Step Transition", 12, 12, 2014, 2014),
    Listed("0648511", "MDP - Moylan School", None, None, 2014, 2014),
    Listed("0649011", "Hartford Transitional Learning Academy (Elementary)", None, None, 2013, 2013),
]
BY_CODE = {school.code: school for school in SCHOOLS}
