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
  de: `aber alle als am an auch auf aus bei bin bis bitte da damit danke dann das dass dem den der des die dies diese diesem
    diesen dieser dieses doch dort durch ein eine einem einen einer eines er es etwas euch euer für haben habe hat hatte hier
    ich ihm ihn ihr ihre ihrem ihren im in ist ja jetzt kann kein keine können man mehr mein meine meinem meinen meiner mich
    mir mit muss nach nicht noch nun nur ob oder ohne schon sehr sein seine seit sich sie sind so und uns unser unsere über um
    vom von vor war warum was weil wenn werden wie wieder wir wird wo wurde würde zu zum zur`,
  fr: `ai alors après au aucun aussi autre aux avec avez avoir avons c ce cela ces cet cette chez comme comment d dans de des
    depuis donc du elle elles en encore est et été être eu il ils j je jai l la le les leur leurs lui m ma mais me mes merci
    moi mon n ne ni nos notre nous on ont ou où par pas peut plus pour pourquoi qu quand que quel quelle qui quoi s sa sans se
    ses si son sont suis sur t ta te tes toi ton tous tout toute toutes très tu un une vos votre vous y à ça`,
  es: `a al algo ante aunque como con contra cual cuando cuándo cómo de del desde donde dónde dos el él ella ellas ellos en
    entre era eres es esa ese eso esta está este esto estos estoy fue gracias ha haber había hace han hasta hay he hola la las
    le les lo los más me mi mis mucho muy nada ni no nos nosotros o os otra otro para pero poco por porque porqué puede puedo
    que qué quien se ser si sí sin sobre son soy su sus también te tengo ti tiene todo todos tu tus un una uno unos usted y ya
    yo`,
  it: `a ad agli ai al alla alle allo anche ancora avere c che chi ci ciao come con così cosa cui d da dai dal dalla dalle de
    degli dei del della delle dello di dopo dove e è ed era essere fa fra fino gli grazie ha hai hanno ho i il in io l la le lei
    li lo loro lui ma me mi mia mie miei mio molto ne nei nel nella nelle no noi non nostro o per perché perchè però più poi
    posso può qual quale quando quanto quella quello questa queste questi questo qui se sei senza si sia siamo solo sono su
    sua sue sul sulla suo tra tu tua tuo tutti tutto un una uno vi voi`,
  pt: `a à ainda ao aos as às até com como da das de dela dele depois do dos e é ela elas ele eles em entre era essa esse esta
    está estão este estou eu foi há isso isto já lhe mais mas me mesmo meu meus minha minhas muito na não nas nem no nos nós o
    obrigado obrigada olá os ou para pela pelo pelos por porque posso qual quando que quem são se sem ser seu seus só sua suas
    também te tem tenho ter todos tudo um uma você vocês`,
  nl: `aan al alle als bij ben bent dan dat de der deze die dit doen door dus een en er ga geen had hallo heb hebben heeft het
    hem hier hij hoe hun ik in is ja je jij jullie kan kunnen maar me meer met mij mijn moet na naar niet niets nog nu of om
    onder ons ook op over te tegen toch tot u uit uw van veel voor waar waarom was wat we weer wel werd wie wij wil worden
    wordt zal ze zei zelf zich zij zijn zo zonder zou`
}

/** One function word is no evidence of another language: many words are in several. */
const leastWords = 2

/** English first: of languages with equally many function words the first is told. */
const names = Object.keys(lists)

/** The languages of each function word, by their places in `names`. */
const languages = new Map<string, Array<number>>()
for (const [place, name] of names.entries()) {
  for (const word of lists[name]?.split(/\s+/) ?? []) languages.set(word, [...(languages.get(word) ?? []), place])
}

/** Whether a word only builds sentences, in a language. */
export const isFunctionWord = (word: string, language: string): boolean =>
  languages.get(word)?.includes(names.indexOf(language)) ?? false

/**
 * The language that most function words of a text belong to: `en`, `de`, `fr`, `es`, `it`, `pt` or `nl`.
 *
 * English unless another language has more of them, at least two: so also where there are none.
 *
 * ```ts import.meta.vitest
 * import { languageOf } from "./FunctionWords.ts"
 *
 * languageOf(["ich", "habe", "die", "karte", "nicht"]) // => "de"
 * languageOf(["refund"]) // => "en"
 * ```
 */
export const languageOf = (words: ReadonlyArray<string>): string => {
  const counts = new Uint32Array(names.length)
  for (const word of words) {
    for (const place of languages.get(word) ?? []) counts[place] = (counts[place] as number) + 1
  }
  let best = 0
  for (let place = 1; place < counts.length; place++) {
    const count = counts[place] as number
    if (count >= leastWords && count > (counts[best] as number)) best = place
  }
  return names[best] ?? "en"
}
