/** Words that say how a sentence is built, not what it is about, without apostrophes. */
const lists: Readonly<Record<string, string>> = {
  en: `a about above after again all also am an and any anyone anything are arent as at be because been before being below
    between both but by can cannot cant could couldnt did didnt do does doesnt doing done dont down during each either else
    ever every few for from further get gets getting got had hadnt has hasnt have havent having he hello her here hers him
    his how however i id if ill im in into is isnt it its itself ive just let lets like lot many may maybe me might mine more
    most much must my myself neither no nor not now of off on once one only onto or other our ours out over own per please
    pls quite rather really same shall she should shouldnt since so some somehow someone something still such than thank
    thanks that thats the their theirs them then there theres these they theyre this those though through thus to too under
    until up upon us very via want wants was wasnt we were werent weve what whats when where whether which while who whom
    whose why will with within without wont would wouldnt yes yet you your youre yours yourself`,
  de: `aber alle als am an auch auf aus bei beim bin bis bitte da damit danke dann das dass dem den der des die dies
    diese diesem diesen dieser dieses doch dort durch ein eine einem einen einer eines er es etwas euch euer für haben
    habe hallo hat hatte hier ich ihm ihn ihnen ihr ihre ihrem ihren im in ist ja jetzt kann kein keine können mal man
    mehr mein meine meinem meinen meiner mich mir mit muss nach nicht noch nun nur ob oder ohne schon sehr sein seine
    seit sich sie sind so und uns unser unsere über um vom von vor war warum was weil wenn werden wie wieder wir wird
    wo wurde würde zu zum zur bleibt nie immer wann wer`,
  fr: `ai alors après au aucun aussi autre aux avec avez avoir avons bonjour c ce cela ces cet cette chez comme comment
    d dans de des depuis donc du elle elles en encore est et été être eu il ils j je jai l la le les leur leurs lui m
    ma mais me mes merci moi mon n ne ni nos notre nous on ont ou où par pas peut plus pour pourquoi puis qu quand que
    quel quelle qui quoi s sa sans se ses si son sont suis sur t ta te tes toi ton tous tout toute toutes très tu un
    une vos votre vous y à ça jamais voudrais`,
  es: `a al algo ante aunque como con contra cual cuando cuándo cómo de del desde donde dónde dos el él ella ellas
    ellos en entre era eres es esa ese eso esta está este esto estos estoy fue gracias ha haber había hace han hasta
    hay he hola la las le les lo los más me mi mis mucho muy nada ni no nos nosotros o os otra otro para pero poco por
    porque porqué puede puedo que qué quien se ser si sí sin sobre son soy su sus también te tengo ti tiene todo todos
    tu tus un una uno unos usted y ya yo nunca ahora después`,
  it: `a ad agli ai al alla alle allo anche ancora avere c che chi ci ciao come con così cosa cui d da dai dal dalla
    dalle de degli dei del della delle dello di dopo dove e è ed era essere fa fra fino gli grazie ha hai hanno ho i il
    in io l la le lei li lo loro lui ma me mi mia mie miei mio molto ne nei nel nella nelle no noi non nostro o per
    perché perchè però più poi posso può qual quale quando quanto quella quello questa queste questi questo qui se sei
    senza si sia siamo solo sono su sua sue sul sulla suo tra tu tua tuo tutti tutto un una uno vi voi vorrei mai`,
  pt: `a à ainda ao aos as às até com como da das de dela dele depois do dos e é ela elas ele eles em entre era essa
    esse esta está estão este estou eu foi há isso isto já lhe mais mas me mesmo meu meus minha minhas muito na não nas
    nem no nos nós o obrigado obrigada olá os ou para pela pelo pelos por porque posso qual quando que quem são se sem
    ser seu seus só sua suas também te tem tenho ter todos tudo um uma você vocês onde foram tinha ontem nunca pelas`,
  nl: `aan al alle als bij ben bent dan dat de der deze die dit doen door dus een en er ga geen graag had hallo heb
    hebben heeft het hem hier hij hoe hun ik in is ja je jij jullie kan kunnen maar me meer met mij mijn moet na naar
    niet niets nog nu of om onder ons ook op over te tegen toch tot u uit uw van veel voor waar waarom was wat we weer
    wel werd wie wij wil worden wordt zal ze zei zelf zich zij zijn zo zonder zou sinds steeds keer altijd hebt heel
    omdat terug zichzelf`,
  sv: `alla alltid att av bara blev bli blir de dem den denna det detta dig din dina ditt du där då efter eller en ett
    finns från för ha hade han har hej hon hos hur här i icke in inte jag kan kunde man med mig min mina mitt mot
    mycket nu när något någon och om oss på sedan sig sin sina ska skulle som så tack till under upp ut utan vad var
    varför vi vid vill är även igen innan själv tillbaka redan måste`,
  da: `af alle at blev blive bliver da de dem den denne der deres det dette dig din dit du efter eller en er et for fra
    før få får gør har hej hun hvad hvis hvor hvordan hvorfor han i ikke ind jeg kan kunne lige man med meget men mig
    min mine mit mod ned noget nogen nu når og også om op os over på sig skal skulle som så tak til ud uden var ved vi
    vil være været igen siden selv tilbage allerede måske nogle`,
  no: `alle at av bare ble bli blir da de deg dem den denne der dere det dette din ditt du eller en enn er et etter for
    fra får før gjør ha hadde han har hei hun hva hvis hvor hvordan hvorfor i ikke inn jeg kan kunne med meg men mer
    min mine mitt mot mye nei noe noen nå når og også om opp oss over på seg skal skulle som så takk til ut uten var
    ved vi vil være vært igjen siden selv tilbake allerede kanskje`,
  pl: `a ale bez bo być było był była będzie ci co czy dla dlaczego do dziękuję dzień dobry gdy gdzie go i ich ile ja
    jak jaki jego jej jest jestem jeszcze już kiedy kto która które który ma mam mi mnie mogę moja moje mojego mój może
    można na nad nam nas nie nic o od on ona oraz po pod proszę przed przez przy sam są się ta tak tam te tego tej ten
    też to tu twój ty tylko tym u w więc wszystko z za ze że ciągle swoje chcę`,
  cs: `a aby ale ani asi až bez bude budu by byl byla bylo být co dnes do dobrý den děkuji i já jak jako je jeho její
    jen jenom jestli ještě jsem jsme jsou k kde kdy kdyby kdo který která které mám mě mi mně moc moje můj můžu může na
    nad nám nás ne nebo nebyl není než nic o od on ona po pod podle pro proč prosím před při s se si tak také tam ten
    to toho tom tu už v ve více však za zde že z ze zpět pořád své žádný`,
  ro: `a acum al ale am ar are asta au aș aţi ați bună că ce cea cel cine cu cum când către da dar de deja din după e
    ea ei el ele este eu eram fi fost iar în încă îl îmi la le lui m mă mai mea mei meu mi mult mulțumesc multumesc
    nici nu o ori pe pentru prin sa să sale sau se si sunt și te toate tot un una unde unui v va vă voi vreau înapoi`,
  hu: `a az abban ami akkor aki ahogy amit azt azért be csak de egy el én ennek és ez ezt fel ha hogy hogyan hol ide igen ilyen
    is itt jó kell kérem ki köszönöm között le lehet lenne lett már meg mert mi miért mikor minden mit most még nagyon nekem
    nem nincs oda olyan ön ő pedig sem semmi szeretném szia tudom ugyan után úgy vagy vagyok van vannak volt`,
  tr: `ama ancak artık bana bazı ben beni benim bir biz bu bunu bunun böyle çok çünkü da daha de defa değil diye en etmek fakat
    gibi göre hala hem hep her hiç için ile ise istiyorum kadar kez ki kim lütfen mi mı merhaba mu mü nasıl ne neden nerede o
    olan olarak oldu olduğu olur ona onu sadece sen sizin siz sonra şey şu teşekkürler tüm ve veya var ya yok yine`,
  fi: `ei eikä en että ettei hän hei ja jo joka jos jota kai kanssa kiitos koska kuin kuinka kun kuten kyllä me mikä
    miksi milloin minulla minun minulle minut minä missä miten mitä mutta myös ne niin nyt näin ole olen oli olla on
    onko ovat saa se sekä sen siellä sille sitä sinun sinä tai te tämä tämän tätä vain vai vaikka voi voin voisin
    jälkeen koko aina ennen kaikki vielä vaan heti enää takaisin`,
  id: `ada adalah agar akan aku anda apa atau bagaimana bahwa banyak belum bisa dalam dan dapat dari dengan di dia halo
    hanya harus ini itu jadi jika juga kalau kami kapan karena ke kenapa kita lagi lebih maaf masih mengapa mereka
    mohon namun oleh pada saat saja sampai sangat saya sebagai sedang sekali seperti sudah terima kasih telah tetapi
    tidak tolong untuk yang kembali`,
  vi: `anh bạn bao bị các cái cảm cho chưa chúng có còn của cũng do đã đang đến để đó được em gì hay hơn khi không là làm lại
    lên mà một muốn này nào nếu như nhưng những ở ơn phải qua ra rất rồi sao sẽ tại thể thì theo thế tôi trong từ và vào vẫn
    về vì với vui xin`,
  ru: `а без более бы был была были было быть в вам вас весь во вот все всего вы где да для до его ее её если есть еще
    ещё же за здесь здравствуйте и из или им их к как какой ко когда кто ли мне меня может можно мой моя мы на над нам
    нас не него нет ни но ну о об он она они от очень по под пожалуйста после почему при с сам себя спасибо так также
    там тебя то тогда того тоже только тот ты у уже хочу чего чем что чтобы это этого этот я`,
  uk: `а але або без більше був була були було в вам вас ви від він вона вони все всі де для до добрий дякую є ж за з
    зі і із її його ми мене мені мій моя може можна на над нам нас не немає ні о он по під після при про прошу та так
    також там те ти тільки то тому у усі це цей ця чи чому що щоб ще як який якщо я потім`,
  bg: `а ако без бих беше в вас все ви във вие ги го да дали до докато е един една едно за защо здравейте и из или им
    има как какво когато кой които който към ли ме между ми много мога може моля моя моята на над не него нея ни ние
    нищо но някой от по под при с са сам само се си след съм със сега така там тази те този това той толкова тя ще че
    къде`,
  sr: `а али би био била било бити вас вам где даље да до добар дан ево за зашто и из или им има имам је једна једно
    како кад када као код који која које ли ме мене мени ми мој моја може могу молим на над нам нас не него нема није
    ни нисам но о од он она они па по под после при са сам све се сте су та тај тако то ту у хвала хоћу ће шта што овог
    ћу бих никада`
}

/** English first: of languages that are as likely the first is told. */
export const languages: ReadonlyArray<string> = Object.keys(lists)

/** The function words of a language; none where they are not known. */
export const functionWordsOf = (language: string): ReadonlyArray<string> =>
  Object.hasOwn(lists, language) ? (lists[language]?.split(/\s+/) ?? []) : []

/** For each function word of any language, the places of its languages as bits. */
let known: ReadonlyMap<string, number> | undefined

const placesByWord = (): ReadonlyMap<string, number> => {
  const places = new Map<string, number>()
  for (const [place, language] of languages.entries()) {
    for (const word of functionWordsOf(language)) places.set(word, (places.get(word) ?? 0) | (1 << place))
  }
  return places
}

/** The places in `languages` of those in which a word only builds sentences, as bits: 1 for the first. */
export const functionalIn = (word: string): number => {
  known ??= placesByWord()
  return known.get(word) ?? 0
}

/**
 * Whether a word only builds sentences, in a language: no word does in one whose function words are not known.
 *
 * ```ts import.meta.vitest
 * import { isFunctionWord } from "./FunctionWords.ts"
 *
 * isFunctionWord("die", "de") // => true
 * isFunctionWord("die", "en") // => false
 * ```
 */
export const isFunctionWord = (word: string, language: string): boolean => {
  const place = languages.indexOf(language)
  return place >= 0 && ((functionalIn(word) >>> place) & 1) === 1
}
