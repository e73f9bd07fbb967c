"""Paragraphs in other languages, written for these tests: what bilat must refuse rather than misread."""

FOREIGN = {
    "Hindi": (
        "भारत और अमेरिका के बीच व्यापार समझौते पर बातचीत का नया दौर नई दिल्ली में शुरू हुआ। वाणिज्य मंत्री "
        "ने कहा कि दोनों देश शुल्क घटाने के प्रस्तावों पर विचार कर रहे हैं और किसानों के हितों की रक्षा की "
        "जाएगी। अधिकारियों ने बताया कि अगली बैठक अगले महीने वाशिंगटन में होगी, जहाँ शेष मुद्दों पर चर्चा की "
        "जाएगी।"
    ),
    "French": (
        "Les négociateurs indiens et américains ont repris mardi à New Delhi leurs discussions sur un accord "
        "commercial. Le ministre du Commerce a déclaré que les deux pays étudiaient une baisse des droits de "
        "douane, tout en protégeant les agriculteurs. La prochaine réunion se tiendra à Washington le mois "
        "prochain."
    ),
    "Spanish": (
        "Los negociadores de la India y de Estados Unidos reanudaron el martes en Nueva Delhi sus "
        "conversaciones sobre un acuerdo comercial. El ministro de Comercio dijo que ambos países estudian "
        "rebajar los aranceles y proteger a los agricultores. La próxima reunión será en Washington."
    ),
    "German": (
        "Die Unterhändler Indiens und der Vereinigten Staaten haben am Dienstag in Neu-Delhi ihre Gespräche "
        "über ein Handelsabkommen wieder aufgenommen. Der Handelsminister sagte, beide Länder prüften "
        "niedrigere Zölle und wollten die Bauern schützen. Die nächste Runde findet in Washington statt."
    ),
    "Russian": (
        "Индийские и американские переговорщики во вторник возобновили в Нью-Дели обсуждение торгового "
        "соглашения. Министр торговли заявил, что обе стороны рассматривают снижение пошлин и намерены "
        "защитить фермеров. Следующая встреча пройдёт в Вашингтоне в будущем месяце."
    ),
    "Chinese": (
        "印度和美国的谈判代表星期二在新德里恢复了关于贸易协定的谈判。商务部长表示，两国正在研究降低关税的方案"
        "，同时保护农民的利益。官员们说，下一轮会谈将于下个月在华盛顿举行，届时双方将讨论剩余的问题，并可能宣"
        "布一项临时协议。"
    ),
    "Arabic": (
        "استأنف المفاوضون الهنود والأمريكيون يوم الثلاثاء في نيودلهي محادثاتهم بشأن اتفاق تجاري. وقال وزير "
        "التجارة إن البلدين يدرسان خفض الرسوم الجمركية مع حماية المزارعين. وأضاف مسؤولون أن الجولة المقبلة "
        "ستعقد في واشنطن الشهر المقبل."
    ),
    "Portuguese": (
        "Os negociadores da Índia e dos Estados Unidos retomaram na terça-feira em Nova Délhi as conversas "
        "sobre um acordo comercial. O ministro do Comércio disse que os dois países estudam reduzir as "
        "tarifas e proteger os agricultores. A próxima reunião será em Washington no mês que vem."
    ),
}

ENGLISH = (
    "NEW DELHI, Dec 9 - India and the United States resumed talks on a trade agreement on Tuesday. The "
    "commerce minister said both countries were looking at lower tariffs and would protect farmers. The "
    "next round will be held in Washington next month, officials said, and the remaining questions will "
    "be taken up there."
)
