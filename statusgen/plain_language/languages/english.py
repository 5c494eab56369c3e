"""English: patterns for phrases in incident notes."""

from __future__ import annotations

import re

from statusgen.plain_language.languages.english_dates import find_dates
from statusgen.plain_language.languages.language import NEVER, Language, Patterns
from statusgen.plain_language.readability import school_years_band

_WHO = r"(?:we|our (?:\w+ )?(?:team|teams|engineers|staff|people|provider|supplier|partner)|engineers?|(?:the|a) (?:\w+ )?(?:team|engineers))"
_WORK = (
    r"(?:investigat|look(?:ing|ed)? (?:into|at|for)|work|fix|repair|restor|recover|check|monitor|watch|deploy|roll(?:ed|ing)?"
    r"|implement|restart|contact|replac|mov|switch|add|appl|increas|reduc|mitigat|try|trying|test|identif|found|find|prepar"
    r"|bring|bringing|paus|disabl|revert|rebuil|resolv|correct|escalat|updat|clean|tak)"
)
_PEOPLE = (
    r"(?:users?|customers?|people|visitors?|members?|clients?|accounts?|subscribers?|services?|requests?|projects?"
    r"|repositories|organi[sz]ations?|sites?|websites?|builds?|jobs?|features?|pages?|systems?|mirrors?|packages?|servers?"
    r"|regions?|locations?|parts|areas?|teams?|developers?|maintainers?|images?|files?|orders?|payments?|calls?|messages?|e-?mails?)"
)
_TIME = r"(?:\d{1,2}[:.]\d{2}|\d{1,2} ?[ap]\.?m\b|noon|midnight)"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)

_SLOT = (
    r"(?:(?:name|number|time|date|day|reason|link|service|location|place|address|percentage|duration|cause|region|team|url|component|product|feature"
    r"|city|street|branch|impact|effect|detail|description|amount|count|company|customer|organi[sz]ation|step|action|area|country|system|symptom)s?)"
)
"""The content that a gap asks for: `[street name]`."""
_NO_DATA = (
    r"(?:cent(?:er|re)|hall|room|line|link|cable|connection|circuit|plan|network|system|server|site|route|path|generator|battery|power|supply"
    r"|provider|carrier|location|machine|unit|pump|fan|router|tram|bus|train|driver|crew)s?|batteries|supplies|roaming|traffic|volume|usage|throughput"
)
"""Words after `data` or `backup` that are not about people's information: a data centre, a backup generator."""
NEWS = r"\b(?:update|news|information|post|know|learn|inform)"
BEFORE_VERSION = r"\b(?:v|ver|versions?|releases?|builds?|firmware|kernel|driver|upgrad\w+(?: to| from)?|windows|macos|ios|android|python|php|java|node(?:\.js)?|postgres\w*|mysql|ubuntu|debian)"
BEFORE_DATE = r"^|[,，（(]|\b(?:on|since|from|until|till|by|before|after|between|of|date|dated|mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|maintenance"
ABOUT_WORK = (
    r"\b(?:start|begin|perform|window|maintenance|will|take place|plan|schedul|between|from|until|till)"
)
THAT_IS = r"that is|which (?:is|means)|meaning|i\.e\.|in other words"
"""Parts of patterns that texts in other languages are searched for as well."""


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)


_PERSON = (
    r"(?:engineer|administrator|admin|operator|developer|technician|employee|colleague|contractor|intern|member of staff"
    r"|team member|team|staff|someone|somebody|he|she)s?"
)

PATTERNS = Patterns(
    effect=re.compile(
        r"\b(?:can(?:no|['’])t|can not|unable|not (?:be )?able|could(?:n['’]t| not)|fail(?:s|ed|ing|ures?)?|slow(?:er|ly|ness|ed|ing|s)?"
        r"|delay(?:s|ed|ing)?|late|missing|stuck|errors?|unavailable|down|offline|tim(?:e|ed|es|ing)[ -]?outs?|interrupt\w*"
        r"|lost|los(?:e|es|ing)|drop(?:s|ped|ping)?|disconnect\w*|wait(?:ing)?|longer|inaccessible|unreachable|unresponsive"
        r"|reboot\w*|queued|outage (?:for|of) (?:up to )?\d|requir\w+ (?:a )?(?:log|sign|authent)\w*|no (?:effect|impact|downtime|interruptions?|visible)|broken|crash\w*|reject\w*|declin\w*|denied|wrong"
        r"|incorrect\w*|duplicate[ds]?|twice|blank|empty|expired|outdated|stale|hang\w*|interruptions?|downtime"
        r"|(?:issues?|problems?|difficulties|trouble) (?:accessing|loading|using|connecting|reaching|uploading|logging|signing|with (?:loading|signing|login))"
        r"|(?:not|n['’]t|never|no longer|stopped?|without) (?:\w+ ){0,2}?(?:work|load|receiv|availab|respon|process|open|reach|see"
        r"|start|show|sen[dt]|deliver|arriv|sign|log|appear|updat|complet|possible|access|connect|affect|notice|run|build)\w*)",
        re.IGNORECASE,
    ),
    action=re.compile(
        rf"\b{_WHO}\b[^.!?]{{0,60}}?\b{_WORK}|^[^\w\n]{{0,9}}(?:currently |still )?(?:investigating|looking into|working on|fixing)\b"
        r"|\bwe(?:['’](?:re|ve|ll))?(?: (?:are|have|will|also|now|then|already|\w+ly|can|had)){0,3} "
        r"(?!(?:are|have|will|had|know|see|seeing|saw|think|believe|apolog|thank|expect|understand|appreciat|experienc|aware|sorry|receiv|notic|hope|regret|do|don|can|encounter|fac|observ"
        r"|becom|became|been|got|need|want|would|appear|seem)(?!\w*ing\b(?<=looking))\w*\b)[a-z]+"
        r"|\b(?:engineers?|technicians?|mechanics?|electricians?|plumbers?|staff|colleagues?|specialists?|drivers?|supplier|provider|crews?)\b[^.!?]{0,40}?\b(?:is|are|has|have|will|can)\b"
        r"|\b(?:a|the) fix (?:is|has been|was|will be)\b|\bwork (?:is|has|to)\b|\bto be (?:restarted|fixed|replaced)\b"
        rf"|\b(?:is|are|was|were|been|being) (?:\w+ )?{_WORK}(?:ed|ing|n|t)?\b",
        re.IGNORECASE | re.MULTILINE,
    ),
    work_on=re.compile(
        r"\b(?:(?:this |the |these |an? )?(?:issues?|problems?|incidents?|outages?|it) (?:is|are) (?:currently |still |now |actively )?being "
        r"(?P<verb>investigated|looked into|looked at|worked on|fixed|addressed|analy[sz]ed|checked))\b",
        re.IGNORECASE,
    ),
    promise=re.compile(
        r"\b(?:updates?|(?:re)?post|write|report back|more information|news|let you know|hear (?:more|from us))\b[^.!?]{0,80}?"
        rf"(?:\b{_TIME}|\b(?:in|within|every|next)\b[^.!?]{{0,20}}?\b(?:\d{{1,9}}|an?|one|two|three|four|half an|thirty|sixty|fifteen|twenty)"
        r"(?: more)?[ -]?(?:min(?:ute)?s?|hours?|hrs?|h)\b)"
        rf"|(?:\b{_TIME}|\b(?:in|within|every)\b[^.!?]{{0,20}}?\b(?:\d{{1,9}}|an|one|two|half an)[ -]?(?:min(?:ute)?s?|hours?|hrs?|h)\b)"
        r"[^.!?]{0,40}\b(?:next update|further update|another update)",
        re.IGNORECASE,
    ),
    promised_minutes=re.compile(
        r"\bupdates?\b[^.!?]{0,60}?\b(?:in|within)\b[^.!?]{0,15}?\b(?P<number>\d{1,9})[ -]?(?:min(?:ute)?s?|(?P<hours>hours?|hrs?))\b",
        re.IGNORECASE,
    ),
    news=re.compile(NEWS, re.ASCII),
    workaround=_words(
        r"work-?arounds?|instead|in the meantime|meanwhile|alternativ\w+|you can|you could|you may (?:still|use)|try again"
        r"|please (?:use|try|retry|re-?run|restart|call|reload)|can still|temporar(?:y|ily) use|retry(?:ing)?|re-?run"
    ),
    needed_action=_words(
        r"(?:you|users?|customers?|people|nobody|no one|anyone|clients?) (?:do|does|will|should|must|may|might|can)?(?: ?not|n['’]t)? ?(?:need|have) to"
        r"|no (?:action|further action|customer action|user action|steps?) (?:is|are)?|nothing (?:to do|you need)|please \w+"
        r"|you (?:should|must|can|may|might|will be able)|(?:need|required?) (?:to|from you)|no (?:downtime|impact|interruption)"
        r"|contact (?:us|support|our)|re-?try|try again|as usual"
    ),
    cause=_words(
        r"because|caus\w+|due to|reason|after (?:a|an|the|we|our)|result(?:ed|ing)? (?:from|in|of)|triggered|led to|owing to|fault|bug"
        r"|misconfigur\w+|failure of|ran out|root"
    ),
    data=_words(
        rf"(?<!mobile )(?<!cellular )data(?![ -](?:{_NO_DATA})\b)|(?<!dns )(?<!mx )(?<!an a )(?<!txt )(?<!cname )(?<!track )(?<!to )(?<!we )(?<!they )"
        r"records?(?! (?:high|low|numbers?|breaking|times?|heat|rain\w*|snow\w*|temperatures?|traffic|demand|labels?|stores?|players?|every|all|each|the|our|your)\b)"
        rf"|databases?|payments?|charged(?! batter)|backups?(?![ -](?:{_NO_DATA})\b)|personal(?! (?:computers?|apolog\w+|trainers?|assistants?|shoppers?))|credentials?|passwords?|tokens?"
        r"|(?<!water )(?<!gas )(?<!oil )(?<!coolant )(?<!memory )(?<!roof )leak\w*(?! in (?:the|a|our) (?:roof|pipes?|ceiling|cooling\w*|basement)\b)|expos(?!itions?\b)\w+|breach\w*"
        r"|private(?! (?:\w+ )?(?:clouds?|networks?|lines?|links?|betas?|previews?|roads?|cars?|hire|rooms?|lessons?|events?)\b)|e-?mail address\w*|credit cards?"
    ),
    data_safe=re.compile(
        r"\b(?:no|not|n['’]t|never|nothing|none|any|all|some|your)\b[^.!?]{0,60}?\b(?:lost|loss|los[et]|leak\w*|expos\w+|stolen|affected|safe"
        r"|compromis\w+|access\w*|delet\w+|corrupt\w*|charged|intact|seen|impact\w*|damag\w+)"
        r"|\bdata (?:is|was|are|were) (?:safe|intact|not|lost|unaffected)|\b(?:safe|secure|intact|unaffected)\b|data loss|re-?process",
        re.IGNORECASE,
    ),
    audience=re.compile(
        rf"\b(?:all|every|everyone|everybody|nobody|no one|your?|people|\d{{1,9}} ?percent|(?:a|the|some|many|most|few|several|certain|other|our) "
        rf"(?:\w+ )?{_PEOPLE}|{_PEOPLE} (?:who|in|on|using|with|of|from|that))\b|\b\d{{1,9}} ?%",
        re.IGNORECASE,
    ),
    vague_title=_words(
        r"(?:service|services|site|website|system|systems|platform|server|servers|network|app|application|api|web|general|technical|"
        r"unexpected|unplanned|planned|scheduled|emergency|urgent|major|minor|partial|full|complete|brief|short|temporary|temporarily|"
        r"ongoing|possible|potential|intermittent|some|multiple|various|several|certain|new|another|small|widespread|total|current|"
        r"incidents?|issues?|problems?|disruptions?|disrupted|outages?|degradations?|degraded|performance|availability|interruptions?|instability|"
        r"trouble|troubles|difficulties|maintenance|works?|operations?|downtime|errors?|failures?|faults?|event|notice|announcement|"
        r"stability|connectivity|access|unstable|investigation|investigating|report|reports|reported|experiencing|impacted|affected|"
        r"with|in|on|of|for|to|at|and|the|a|an|or|across|affecting|impacting|our|window|due|has|have|is|are|resolved|fixed)"
    ),
    title_effect=re.compile(
        r"\b(?:can(?:no|['’])t|can not|unable|not (?!ice)\w+|n['’]t|fail(?:s|ed|ing)?|slow\w*|delay\w*|missing|stuck|unavailable|down|offline|tim(?:e|ed|es|ing)[ -]?outs?"
        r"|lost|los(?:e|es|ing)|drop(?:s|ped|ping)?|disconnect\w*|wait\w*|longer|inaccessible|unreachable|unresponsive|broken|crash\w*|reject\w*|declin\w*|denied|wrong"
        r"|incorrect\w*|duplicate[ds]?|twice|blank|empty|expired|outdated|stale|hang\w*|late|no (?!longer needed)\w+|\d\w* errors?|errors? (?:when|while|on|in|from)|stop(?:s|ped)?|attack\w*"
        r"|(?:problems?|issues?|trouble|difficult\w+) (?!affecting|impacting|regarding|concerning|involving|being)\w+ing|leak\w*|without|instead|login page|power (?:cut|outage|loss)|cut off|high load|degrades)\b",
        re.IGNORECASE,
    ),
    vague_head=_words(
        r"incidents?|issues?|problems?|disruptions?|outages?|degradations?|degraded|interruptions?|instability|troubles?|difficulties|"
        r"maintenance|works?|operations?|downtime|failures?|faults?|events?|notice|announcement|stability|unstable|impacted|incidents?|"
        r"connectivity|errors?|investigat\w+|instance|increased|elevated|high"
    ),
    placeholder=re.compile(
        r"\bT\.?B\.?[DC]\b|\bTODO\b|\bFIXME\b|\bX{3,}\b|\?{3,}|(?i:lorem ipsum)|\{\{[^}\n]{0,200}\}\}|-->|<!--|\b(?:HH:MM|YYYY-MM-DD)\b"
        r"|<(?i:time|date|name|service|link|reason|number|duration|eta|component|region|team|url|x+)(?:[ _-][\w -]+)?>"
        r"|\[(?=[^\]\n]{0,200}[A-Za-z])(?!\^)(?:(?i:insert|add|enter|fill|your|time|date|name|service|link|reason|number|duration|eta|component|"
        r"region|team|url|place|city|street|branch|product|feature|phone|percent|people|person|company|organi[sz]ation|website|customer|affected|impact|describe|details?|x+|start|end|cause|n|hh:mm)\b[^\]\n]{0,200}"
        rf"|(?!(?i:see|as|via|at|on|in|from|by|per|and|or|is|was|not|more|all|no|to)\b)(?:[\w'’/-]{{1,30}} ){{0,5}}(?i:{_SLOT})(?: (?i:of|in|for|here)\b[^\]\n]{{0,200}})?"
        r"|(?:who|what|when|where|how|why|which)\b[^\]\n]{0,200}|[^\]\n]{0,200}\b(?:such as|for example|e\.g\.)[:,]? ?[^\]\n]{0,200}"
        r"|[^\]\n]{1,200}[.?!…] / [^\]\n]{1,300})\](?![(\[:])"
        r"|\[\s{0,9}(?:\.\.\.|…|_{1,40})?\s{0,9}\](?![(\[:])|_{4,}"
    ),
    vague_scope=_words(
        r"(?:some|certain|various|several|multiple|many|a few|a (?:small |limited |large )?(?:subset|number|portion|percentage|fraction|handful) of|a small|"
        rf"a limited|select(?:ed)?|particular)(?: of (?:our|the|your))?(?: \w+){{0,2}}? {_PEOPLE}"
    ),
    scope_detail=re.compile(
        r"(?<![\w.])\d|\bper ?cent\b|%|\b(?:in|from|on|at|near) (?:the )?(?:[A-Z][\w-]+|europe|asia|north|south|east|west|america)|\b(?:who|whose|that|which|using|with"
        r"|when|while|if|trying|running|between|during|on (?:the )?(?:android|ios|iphone|windows|mac|linux))\b|\b(?:one|two|three|four|five|half) (?:in|of|out)\b"
    ),
    vague_impact=_words(
        r"(?<!if you )(?<!if you still )(?<!if you continue to )(?:experienc\w+|encounter\w*|fac(?:e|es|ed|ing)|see|sees|seeing|saw|hav(?:e|ing)|had|observ\w+|suffer\w*|report\w*)(?: from)?(?: (?:some|an?|the|minor|major|temporary|intermittent|"
        r"occasional|possible|potential|various|multiple|sporadic|ongoing|technical|unexpected|significant|widespread|service|performance|network|connection|connectivity)){0,3} "
        r"(?:issues?|problems?|difficult(?:y|ies)|trouble|disruptions?|interruptions?|degradations?|instability|impacts?|incidents?)"
        r"|(?:an? |the |some |several )?(?:\w+ )?(?:issues?|problems?) (?:with|affecting|impacting|regarding|related to|in|on)(?: (?:the|our))?(?: [A-Za-z][\w.-]*)?"
        r"|(?:issues?|problems?|difficulties|trouble) (?:accessing|loading|using|connecting|reaching|uploading|logging|signing)|there (?:could|may|might|will) be (?:an? |some )?(?:\w+ )?(?:impact|disruptions?|interruptions?|issues?|problems?)|degraded (?:experience|state)|not working (?:properly|correctly|as expected)|impact(?:s|ing|ed)? to|technical (?:difficulties|issues?|problems?)"
    ),
    vague_time=_words(
        r"soon|shortly|a\.?s\.?a\.?p\.?|as soon as (?:we can|possible|we (?:have|know|get)[\w ]*|it[\w ]*|there[\w ]*|more[\w ]*|they[\w ]*)|in the near future|(?:when|once) (?:we have (?:more|further|news|an update|any)|available|more (?:is|information|details))[\w ]*"
        r"|as (?:needed|necessary|required|appropriate)|keep (?:you|everyone|everybody|this page) (?:updated|posted|informed)|longer than (?:expected|planned|anticipated)"
        r"|in due course|later (?:today|on|this week)|until further notice|as it (?:becomes available|develops)|as (?:we|more)(?: \w+)? (?:learn|know|information|make progress|progress|find out)[\w ]*|as (?:quickly|fast|early) as (?:we can|possible)|some time|a (?:short |brief )?period of time"
        r"|momentarily|in a (?:bit|while|few (?:minutes|hours|days))|at some point|in the (?:coming|upcoming|next few|following) (?:minutes|hours|days|weeks)|(?:the )?upcoming (?:hours|days|weeks)"
    ),
    eta=re.compile(
        r"\b(?:(?:will|should|expect(?:ed)?(?: \w+){0,3}?|anticipat\w+(?: \w+){0,3}?|hope(?: \w+){0,3}?|aim(?:ing)?(?: \w+){0,3}?) (?:to )?(?:be |have (?:it |this )?)?(?:fully |completely )?"
        r"(?:fix(?:ed)?|resolved?|restored?|back(?: up| online)?|complete[d]?|repaired|solved|recover(?:ed)?|available|working)\b[^.!?]{0,30}?\b(?:by|within|in|before|at|today|tomorrow|tonight|next)\b"
        r"|e\.?t\.?a\.?\b[^.!?]{0,15}\d)",
        re.IGNORECASE,
    ),
    blame=re.compile(
        r"\b(?:(?:caused by|due to|because of|fault of|on the side of|an? (?:issue|problem|outage|failure|error|incident) (?:with|at|by|of|from|on)|result of)\b[^.!?]{0,40}?\b(?:provider|vendor|third[- ]part(?:y|ies)|supplier|"
        r"upstream|partner|contractor|isp|data ?cent(?:er|re)|hosting company|host)(?:['’]s)?|(?:human|user|operator|user['’]s) error|by (?:an|one of our) (?:engineers?|employees?|administrators?))\b",
        re.IGNORECASE,
    ),
    person_blamed=re.compile(
        rf"\b(?:{_PERSON} (?:had |has |have )?(?:forgot(?:ten)?|failed to|neglected|overlooked|ignored|missed|did(?: not|n['’]t) (?:follow|check|read|notice|think|bother)|made an? (?:\w+ )?(?:mistake|error)|mistakenly|accidentally|carelessly|wrongly)|"
        rf"(?:we|{_PERSON}) should(?: not|n['’]t)? (?:never |already )?have|(?:human|user|operator|engineer|staff) (?:error|mistake|failure)s?|forgot(?:ten)?(?! (?:\w+ )?password)|careless(?:ly|ness)?|lack of (?:care|attention)|not paying attention|failed to follow|negligen(?:t|ce)|"
        r"if only (?:we|he|she|they|it|someone|somebody|the \w+) had|could (?:easily )?have been (?:avoided|prevented)|by (?:an|one of our) (?:engineers?|employees?|administrators?))\b",
        re.IGNORECASE,
    ),
    minimise=_words(
        r"(?:only|just|merely|simply)(?= (?:affect|impact|a (?:few|small|minor|handful|limited|subset|very)|some|minor|brief|seen|noticeable|limited))|a (?:minor|brief|small|slight|tiny|short)(?= (?:\w+ )?"
        r"(?:issue|problem|outage|disruption|interruption|incident|glitch|hiccup|blip|number|subset|downtime|delay))|hiccups?|blips?|glitch(?:es)?|very (?:small|few|limited|brief)|hardly|barely"
    ),
    speculation=_words(
        r"we (?:believe|suspect|think|assume|guess)|appears? to|seems?(?: to)?|probably|hopefully|presumably|possibly|most likely|likely|could be (?:due|related|caused)|cannot be (?:100|sure|certain)\w*|not (?:100 ?%|entirely|quite) sure"
    ),
    stock_apology=_words(
        r"(?:any|the|for|this|caused) (?:\w+ )?inconveniences?(?: (?:this|it|that) (?:may|might|has|have|could)[\w ]*| caused)?|inconveniences?|thank(?:s| you)(?: all)?(?: so much| very much)? for your (?:\w+ )?(?:and \w+ )?(?:patience|understanding|cooperation|continued)"
        r"|(?:we )?appreciate your (?:patience|understanding)|bear with us|your patience"
    ),
    apology=_words(r"sorry|apolog\w+|regret"),
    alarm=re.compile(
        r"(?:(?<=\w)|(?<=\s))!+(?=\s|$)|\b(?:catastroph\w+|disast\w+|horribl\w+|nightmare|terribl\w+|insane(?:ly)?|crazy|damn|huge|massive)\b|[\U0001F300-\U0001FAFF\u2600-\u26FF]",
        re.IGNORECASE,
    ),
    began=_words(
        r"(?:since|between|began(?: at)?|started(?: at)?)(?: about| around| approximately| roughly)? (?P<clock>\d{1,2}(?::[0-5]\d(?:\s?[ap]\.?m)?|\s?[ap]\.?m))|from (?P<from>\d{1,2}:[0-5]\d)(?= (?:to|until|till) )"
        r"|earlier (?:today|this (?:morning|afternoon|evening))|since (?:this morning|yesterday|last night)"
    ),
    clock=re.compile(
        r"(?<![\d:.\-/+])(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?:\s?[ap]\.?m\b\.?)?(?![\d:])|\b(?:1[0-2]|[1-9])\s?[ap]\.?m\b(?!\w)|\b(?:at|around|until|by|from|before|after) (?:noon|midnight)\b",
        re.IGNORECASE,
    ),
    zone=re.compile(
        r"\b(?:UTC|GMT|CES?T|WES?T|EES?T|MSK|JST|KST|HKT|SGT|AE[SD]T|AC[SD]T|AWST|NZ[SD]T|BRT|ED?T|PD?T|CDT|MDT|[ECMP]ST|IST|BST)\b|(?<=\d)Z\b|[+\-]\d{2}:?\d{2}\b|\b(?:[A-Z]\w+|local|your|our|eastern|pacific|central|mountain)(?: (?:[Ss]tandard|[Dd]aylight|[Ss]ummer))? [Tt]ime\b|\btime ?zone\b"
    ),
    ambiguous_zone=re.compile(
        r"\b(?:[ECMP]ST|IST|BST|[ECMP]T)\b|\b(?:Eastern|Pacific|Central|Mountain|Atlantic)(?: (?:Standard|Daylight))?(?: [Tt]ime)?\b(?=[\s.,;)]|$)(?<=[Tt]ime)|\b[Ll]ocal time\b|\d[^.!?]{0,9} (?:[Yy]our|[Oo]ur) time\b|\b(?:EU|US|European?|American?|Asian?) (?:morning|afternoon|evening|night|business hours)\b|\bbusiness hours\b"
    ),
    relative_time=_words(
        r"today|yesterday|tonight|tomorrow|this (?:morning|afternoon|evening|week|weekend|month)|last (?:night|week|weekend|month)|next (?:week|weekend|month)|earlier today|(?:with)?in the next (?:\d{1,9}|few|couple of|hour|day|two|three)(?: (?:minutes?|hours?|days?))?|over the weekend|in (?:about |around |approximately )?(?:\d{1,9}|an?|one|two|three|half an) (?:hours?|days?|minutes)"
    ),
    absolute_time=re.compile(
        rf"\d{{1,2}}[:.]\d{{2}}|\d{{4}}-\d{{1,2}}-\d{{1,2}}|\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}\b|\b{_MONTH}\.? \d{{1,2}}\b|\b\d{{1,2}} ?[ap]\.?m\b|\d{{1,2}}/\d{{1,2}}",
        re.IGNORECASE,
    ),
    about_work=re.compile(ABOUT_WORK, re.IGNORECASE | re.ASCII),
    before_date=re.compile(rf"(?:{BEFORE_DATE})[\s:：,]{{0,3}}$", re.IGNORECASE | re.ASCII),
    before_version=re.compile(rf"(?:{BEFORE_VERSION})[\s.:：]{{0,3}}v?$", re.IGNORECASE | re.ASCII),
    link_words=re.compile(
        r"\s*(?:(?:click |see |read )?(?:here|this|this (?:link|page|post|issue|article)|link|more|more (?:info|information|details)|read more)\.?|\ufffc+)\s*",
        re.IGNORECASE,
    ),
    that_is=re.compile(rf"[\"”’]?\s?[,，—–-]+ ?(?:{THAT_IS})"),
    half_width=NEVER,
    spoken_clock=NEVER,
    afternoon=NEVER,
    month=re.compile(
        rf"(?:(?<=\d )|(?<=\dth )|(?<=\dst ))(?P<after>{_MONTH})\b|\b(?P<before>{_MONTH})(?= \d)",
        re.IGNORECASE | re.ASCII,
    ),
    month_alone=re.compile(
        r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b",
        re.ASCII,
    ),
    number_word=re.compile(r"[A-Za-z]+"),
)

_LETTERS = re.compile(r"[^\W_]+")


def _has_news(text: str, before: str) -> bool:
    """Return whether a word is new, and not in every update."""
    known = {word.lower() for word in _LETTERS.findall(before)} | ENGLISH.filler
    return any(word.lower() not in known for word in _LETTERS.findall(text))


_DOING = {
    "investigated": "we are investigating this",
    "analyzed": "we are analysing this",
    "analysed": "we are analysing this",
    "looked into": "we are looking into this",
    "looked at": "we are looking into this",
    "addressed": "we are fixing this",
}
_PAST = re.compile(r"ed\b", re.ASCII)


def _active_voice(match: re.Match[str]) -> str:
    verb = match["verb"].lower()
    return _DOING.get(verb, f"we are {_PAST.sub('ing', verb)} this")


ENGLISH = Language(
    code="en",
    patterns=PATTERNS,
    has_news=_has_news,
    reading_band=school_years_band,
    active_voice=_active_voice,
    dates=find_dates,
)
