"""The words by which benchmarks.actor_coverage knows states and those who act for them, without the codebook."""

import functools
import re

# Everyday names and those of former states, which Babel's list of territories has not.
OTHER_COUNTRIES = (
    "America,Britain,Burma,Czechoslovakia,Czech Republic,East Germany,England,Great Britain,Holland,Hong Kong,"
    "Ivory Coast,Macau,North Yemen,Soviet Union,South Yemen,Turkey,U.K.,U.S.,U.S.A.,UAE,UK,US,USA,USSR,Vatican,"
    "West Germany,Yugoslavia,Zaire"
)
NOT_COUNTRIES = "Georgia,Jersey"  # in 1987 the parts of the United States
NOT_NATIONS = re.compile(
    r"(?:.*\b)?(?:African|American Indian|Arab|Asian|Atlantic|Catholic|Central American|Christian|Communist|Democrat|"
    r"Congressional|Conservative|Democratic|European|Hindu|Islamic|Jewish|Jew|Latin American?|Latin|Marxist|Moslem|"
    r"Muslim|Mediterranean|Nordic|North American|Pacific|Protestant|Republican|Roman|Scandinavian|Sikh|South American|"
    r"Southern|Western|Eastern|Midwest|Midwestern|Texan|Californian|Alaskan|Hawaiian|Tory|Liberal|Labou?r|Socialist|"
    r"Social|Leftist|Shi'ite|Sunni)s?"
)
MONEY = (
    "crown,crowns,dinar,dinars,dlr,dlrs,dollar,dollars,franc,francs,guilder,guilders,krone,lira,lire,mark,marks,peseta,"
    "pesetas,peso,pesos,pound,pounds,riyal,riyals,rupee,rupees,schilling,schillings,shilling,shillings,sterling,won,yen,"
    "currency,currencies,cts,cents"
)
# Nouns that only a state has: they need no capital, only to speak of a particular one.
STATE_BODIES = (
    "government,ministry,parliament,cabinet,treasury,embassy,central bank,army,navy,air force,legislature,monarchy,"
    "administration,congress,senate"
)
# Nouns that a state's bodies share with others: they count at the end of a capitalised name, or before "of".
CAPITAL_BODIES = "agency,bureau,commission,court,department,ministry,parliament,reserve,directorate,secretariat"
NAMED_BODIES = (
    "White House,Federal Reserve,Fed,Pentagon,Kremlin,Bundesbank,Bundestag,Diet,Knesset,Commons,Lords,Whitehall,"
    "Politburo,Supreme Soviet,Capitol Hill,House,Senate,Congress,Treasury,Exchequer,Customs,Parliament,Administration"
)
HOUSES = ("House", "Senate", "Congressional", "Commons", "Parliamentary", "Parliament")
COMMITTEES = "committee,subcommittee,panel"
PRIVATE = "engineering,mergers,acquisitions,news,publishing,wire,travel,advertising,rating,ratings,credit,clearing"
NOT_OF_STATE = re.compile(r"\b(?:News|Press|Farm Bureau|Credit Rating|Development Bank of)\b")
BODY_OF = re.compile(r"\b(?:Ministry|Department|Agency|Administration|Commission|Bureau|Directorate)\b")
ORGANISATION = re.compile(
    r"\b(?:Nations|Community|Organi[sz]ation (?:of|for)|International \w+ Organi[sz]ation|League|Pact|Monetary Fund|"
    r"General Agreement|Development Bank|World Bank)\b"
)
TITLES = (
    "minister,premier,chancellor,senator,sen.,representative,rep.,congressman,ambassador,secretary,commissioner,governor,"
    "president,king,queen,emperor,emir,sultan,ayatollah,sheikh"
)
# Companies and others have these too.
SHARED_TITLES = "president,governor,secretary,commissioner,representative,chancellor"
BARE_TITLES = "minister,premier,ambassador"
GROUPS = (
    "official,officials,minister,ministers,authorities,troops,forces,lawmakers,senators,congressmen,legislators,diplomat,"
    "diplomats,negotiator,negotiators,delegation,delegates,spokesman,spokeswoman,representatives,leaders,president,premier,"
    "secretary,governor,soldiers,envoy,source,sources"
)
ACTS_BESIDE = (
    "government,administration,officials,authorities,parliament,relations,ties,policy,regime,leaders,ministers"
)
BODY_BESIDE = "ministry,department,fed,bundesbank,house,congressional,presidential,parliamentary"
INDEFINITE = "a,an,any,no,some,each,every,many,most,all,other,another,several,few,both"
# Below the level of a country.
LOWER_LEVEL = "local,state,city,county,municipal,provincial,superior,circuit,manhattan,regional"
STATES_OF_USA = (
    "Alabama,Alaska,Arizona,Arkansas,California,Colorado,Connecticut,Delaware,Florida,Hawaii,Idaho,Illinois,Indiana,Iowa,"
    "Kansas,Kentucky,Louisiana,Maine,Maryland,Massachusetts,Michigan,Minnesota,Mississippi,Missouri,Montana,Nebraska,Nevada,"
    "New Hampshire,New Jersey,New Mexico,New York,North Carolina,North Dakota,Ohio,Oklahoma,Oregon,Pennsylvania,"
    "Rhode Island,South Carolina,South Dakota,Tennessee,Texas,Utah,Vermont,Virginia,West Virginia,Wisconsin,Wyoming"
)


@functools.cache
def words_of(text: str) -> frozenset[str]:
    return frozenset(text.split(","))
