"""Words by which a free text or a table may speak of one child, in English and Spanish.

A district adds its own with the settings CHILD_SCAN_NO_NAMES and CHILD_SCAN_COLUMNS. What each list is for says
`district/childrens_names.py`.
"""

# Before a name: "student Maria", "su hija, Ana".
CHILDREN = (
    *("student", "pupil", "child", "kid", "son", "daughter", "boy", "girl"),
    *("estudiante", "alumno", "alumna", "niño", "niña", "hijo", "hija", "nene", "nena"),
)
NAMED = ("named", "called", "llamado", "llamada")

# What follows such a word, or stands before a grade, in the vocabulary of schools and is no name.
NO_NAMES = {
    *("Success", "Council", "Care", "Center", "Centre", "Services", "Support", "Conference", "Conferences", "Led"),
    *("Leadership", "Government", "Showcase", "Centered", "Internship", "Development", "Find", "Nutrition", "Health"),
    *("Protection", "Study", "Representative", "Advisory", "Family", "Families", "Art", "Work", "Reading", "Math"),
    *(
        "Literacy",
        "Science",
        "History",
        "Music",
        "Spanish",
        "English",
        "Title",
        "School",
        "Elementary",
        "Middle",
        "High",
    ),
    *("Night", "Day", "Class", "Classes", "Teachers", "Teacher", "Parents", "Students", "Room", "Curriculum", "Open"),
    *("House", "Workshop", "Meeting", "Goals", "Goal", "Algebra", "Attendance", "All", "Every", "Both", "Our", "The"),
    *("Familia", "Familias", "Lectura", "Noche", "Matemáticas", "Ciencias", "Escuela", "Maestros", "Padres", "Taller"),
    *("Reunión", "Estudiantes", "Clase", "Todos", "Consejo", "Día", "Partnership", "Academy", "Hartford"),
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November"),
    *("December", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}

# Before a number that names a child. SASID: the state's own, ten digits.
NUMBERS = (
    *("SASID", "sasid", "student id", "student number", "student no", "lunch number", "id number"),
    *("número de estudiante", "número estudiantil", "matrícula", "id de estudiante"),
)

# Before a day that is somebody's birth.
BIRTHS = (
    *("born", "dob", "d.o.b.", "date of birth", "birth date", "birthdate", "birthday"),
    *("nacido", "nacida", "nació", "fecha de nacimiento", "cumpleaños"),
)

# Headings that a list of children has and no table for the portal; compared in small letters, without signs.
COLUMNS = {
    *("student name", "student names", "students name", "name of student", "student full name"),
    *("student first name", "student last name", "first name of student", "last name of student", "pupil name"),
    *("child name", "childs name", "name of child", "child first name", "child last name"),
    *("student id", "student id number", "student number", "student no", "studentid", "state student id", "local id"),
    *("sasid", "state assigned student id", "state assigned student identifier", "lasid", "ssid", "ssn"),
    *("social security number", "lunch number", "dob", "date of birth", "birth date", "birthdate"),
    *("student dob", "student date of birth", "nombre del estudiante", "nombre de estudiante"),
    *("apellido del estudiante", "nombre del alumno", "nombre del niño", "nombre del hijo", "id del estudiante"),
    *("número de estudiante", "numero de estudiante", "fecha de nacimiento"),
}
