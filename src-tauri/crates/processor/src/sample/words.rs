//! Names of people, places and products. All made up; any likeness is chance.

pub(super) const PROFILES: &[&str] = &[
    "Field Sales Representative",
    "Key Account Manager",
    "Medical Science Liaison",
    "Oncology Specialist",
    "District Manager",
];

pub(super) const FIRST_NAMES: &[&str] = &[
    "Adele", "Amir", "Anneke", "Beatriz", "Bruno", "Camille", "Carla", "Daniel", "Dorothea", "Elif", "Emil",
    "Esther", "Fabian", "Farida", "Gesa", "Giulia", "Hannes", "Helena", "Ines", "Ivo", "Jasper", "Jolanda",
    "Kai", "Katarina", "Lars", "Leonie", "Levin", "Ludmila", "Malik", "Marit", "Mathilde", "Nadia", "Niklas",
    "Noemi", "Oskar", "Paula", "Pierre", "Raphael", "Rosa", "Samuel", "Selma", "Silvio", "Tamara", "Theo",
    "Ulrike", "Valerie", "Viktor", "Wanda", "Yusuf", "Zoe",
];

pub(super) const LAST_NAMES: &[&str] = &[
    "Abel",
    "Arslan",
    "Bachmann",
    "Bergstrom",
    "Bianchi",
    "Bouvier",
    "Brandis",
    "Castellan",
    "Dahl",
    "Demir",
    "Dietrich",
    "Ebner",
    "Eriksen",
    "Falk",
    "Ferrand",
    "Gellert",
    "Grimaldi",
    "Haas",
    "Hollander",
    "Ilves",
    "Jansen",
    "Jorgensen",
    "Kaminski",
    "Kessler",
    "Lambert",
    "Lindqvist",
    "Lorenz",
    "Maurer",
    "Mertens",
    "Moreau",
    "Nagel",
    "Nowak",
    "Oberlin",
    "Okafor",
    "Paulsen",
    "Petrov",
    "Quandt",
    "Ritter",
    "Roth",
    "Sauer",
    "Seidel",
    "Steiner",
    "Tanaka",
    "Thalberg",
    "Ullmann",
    "Vandamme",
    "Vogt",
    "Weller",
    "Winter",
    "Zeller",
];

/// City, state, postal code area.
pub(super) const CITIES: &[(&str, &str, &str)] = &[
    ("Augsburg", "Bayern", "861"),
    ("Bamberg", "Bayern", "960"),
    ("Bielefeld", "Nordrhein-Westfalen", "336"),
    ("Bonn", "Nordrhein-Westfalen", "531"),
    ("Braunschweig", "Niedersachsen", "381"),
    ("Bremen", "Bremen", "281"),
    ("Chemnitz", "Sachsen", "091"),
    ("Cottbus", "Brandenburg", "030"),
    ("Darmstadt", "Hessen", "642"),
    ("Dortmund", "Nordrhein-Westfalen", "441"),
    ("Dresden", "Sachsen", "010"),
    ("Erfurt", "Thüringen", "990"),
    ("Essen", "Nordrhein-Westfalen", "451"),
    ("Flensburg", "Schleswig-Holstein", "249"),
    ("Freiburg", "Baden-Württemberg", "791"),
    ("Fulda", "Hessen", "360"),
    ("Göttingen", "Niedersachsen", "370"),
    ("Halle", "Sachsen-Anhalt", "061"),
    ("Hamburg", "Hamburg", "203"),
    ("Heidelberg", "Baden-Württemberg", "691"),
    ("Jena", "Thüringen", "077"),
    ("Karlsruhe", "Baden-Württemberg", "761"),
    ("Kassel", "Hessen", "341"),
    ("Kiel", "Schleswig-Holstein", "241"),
    ("Koblenz", "Rheinland-Pfalz", "560"),
    ("Köln", "Nordrhein-Westfalen", "506"),
    ("Konstanz", "Baden-Württemberg", "784"),
    ("Leipzig", "Sachsen", "041"),
    ("Lübeck", "Schleswig-Holstein", "235"),
    ("Magdeburg", "Sachsen-Anhalt", "391"),
    ("Mainz", "Rheinland-Pfalz", "551"),
    ("Mannheim", "Baden-Württemberg", "681"),
    ("Münster", "Nordrhein-Westfalen", "481"),
    ("Nürnberg", "Bayern", "904"),
    ("Oldenburg", "Niedersachsen", "261"),
    ("Osnabrück", "Niedersachsen", "490"),
    ("Passau", "Bayern", "940"),
    ("Potsdam", "Brandenburg", "144"),
    ("Regensburg", "Bayern", "930"),
    ("Rostock", "Mecklenburg-Vorpommern", "180"),
];

pub(super) const STREETS: &[&str] = &[
    "Ahornweg",
    "Am Markt",
    "Bahnhofstraße",
    "Bergstraße",
    "Birkenallee",
    "Domplatz",
    "Gartenstraße",
    "Hafenstraße",
    "Hauptstraße",
    "Kirchgasse",
    "Lindenstraße",
    "Marienplatz",
    "Mühlenweg",
    "Ringstraße",
    "Rosenweg",
    "Schillerstraße",
    "Schlossallee",
    "Seestraße",
    "Talstraße",
    "Waldstraße",
];

pub(super) const CLINICS: &[&str] = &[
    "Klinikum",
    "Stadtkrankenhaus",
    "Ärztehaus",
    "Medizinisches Zentrum",
    "Fachklinik",
    "Gemeinschaftspraxis",
];

pub(super) const SPECIALTIES: &[&str] = &[
    "Cardiology",
    "Dermatology",
    "Endocrinology",
    "General Practice",
    "Neurology",
    "Oncology",
];

/// Name, code, family.
pub(super) const PRODUCTS: &[(&str, &str, &str)] = &[
    ("Cardivance 5 mg", "CDV-005", "Cardiology"),
    ("Cardivance 10 mg", "CDV-010", "Cardiology"),
    ("Dermalux Cream 30 g", "DLX-030", "Dermatology"),
    ("Oncarel 100 mg", "OCR-100", "Oncology"),
    ("Vaxoria Pediatric", "VXO-PED", "Vaccines"),
    ("Vaxoria Adult", "VXO-ADT", "Vaccines"),
];

pub(super) const OBJECTIVES: &[&str] = &[
    "Bring the new dosing leaflet",
    "Discuss results of the CLARION study",
    "Follow up on patient materials",
    "Invite to the autumn symposium",
    "Present the switch from 5 to 10 mg",
    "Talk through storage conditions",
];

/// Subject and question of a medical inquiry.
pub(super) const QUESTIONS: &[(&str, &str)] = &[
    (
        "Dosing in renal impairment",
        "Which dose of Cardivance is recommended for an eGFR below 30?",
    ),
    (
        "Interaction with statins",
        "Are interactions between Cardivance and atorvastatin known?",
    ),
    (
        "Use on facial skin",
        "May Dermalux be applied near the eyes, and for how long?",
    ),
    (
        "Storage after opening",
        "How long does Vaxoria keep once the vial has been opened?",
    ),
    (
        "Switching therapies",
        "Which washout period applies before a switch to Oncarel?",
    ),
    (
        "Pediatric data",
        "Is there data on Vaxoria Pediatric for children under six months?",
    ),
];

pub(super) const NOTES: &[&str] = &[
    "Prefers visits before ten.",
    "Practice closed on Wednesday afternoons.",
    "Ask for the ward manager first.",
    "Interested in digital materials only.",
    "Parking in the courtyard.",
    "Moves to new rooms in spring.",
];
