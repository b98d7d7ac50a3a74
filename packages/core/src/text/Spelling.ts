/** How the words of a language are spelled. */
export interface Spelling {
  /** Letters it has beyond those of its script's plain alphabet. */
  readonly marked: string
  /** Plain letters that only foreign words have. */
  readonly foreign: string
  /** Letters, and groups of two to four signs, frequent in it and not in most others; `_` is where a word starts or ends. */
  readonly groups: string
}

/** By language, those of `FunctionWords.ts`. */
export const spellings: Readonly<Record<string, Spelling>> = {
  en: {
    marked: "",
    foreign: "",
    groups: `_th _wh _sh _wr ing_ ght ould tion ed_ ly_ ess_ ck_ ay_ ey_ oo ou ance ence able ty_ ry_ ss_ ll_ _ch tch
      dge ve_ ous_ nd_ ake igh_ ng_ ing th ted_ ea`
  },
  de: {
    marked: "äöüß",
    foreign: "",
    groups: `sch ung_ ungs _ge _be _ver _ein _un cht ich_ lich keit heit tz_ tz ei ck en_ ße ä ö ü nen_ ten_ ben_ gen_
      rung _auf _an eit ach ch_ hl uss _er cht_ ein gen che _vor _zu`
  },
  fr: {
    marked: "àâæçèéêëîïôœùûüÿ",
    foreign: "wk",
    groups: `eau eaux oi ai ou eur_ eux_ _qu que_ ique é_ ée_ ées_ és_ ais_ ait_ ez_ elle oir_ gne ille è ê ç û _dé
      _ré _rem oup onn aiem re_ dre_ ns_ ent_ nt_ ré on_`
  },
  es: {
    marked: "áéíñóúü",
    foreign: "wk",
    groups: `ción ado_ ada_ ero_ _ll ñ ió_ ó_ é_ í ar_ ir_ os_ as_ es_ ón_ que ue _des jo_ za ble_ nte_ _pue _hab ien
      _re aje_ ez_ uev ió ad_ co_ ado ida`
  },
  it: {
    marked: "àèéìíòóùú",
    foreign: "wkxyj",
    groups: `ato_ ata_ ati_ ate_ are_ ere_ ire_ tà_ ità_ gli gn cch tt zz cc pp bb ò_ è ù io_ gi chi che _ri ndo_ nte_
      nti_ eva_ ggi oni_ ta_ to_ uo sci vv zio o_ i_ re_ ti_ gio`
  },
  pt: {
    marked: "àáâãçéêíóôõúü",
    foreign: "wk",
    groups: `ção ções ão_ ões_ ãe lh nh ado_ ada_ ei_ eu_ ou_ em_ am_ ç á ê ô ar_ ir_ os_ as_ dor_ _re _des vel_ ça
      ço_ qu ui cê_ oa_ ora_ ado ão do_ dos_ ida`
  },
  nl: {
    marked: "ëïéèö",
    foreign: "",
    groups: `ij aa ee oe ui sch cht en_ ing_ lijk _ge _ver _be _ont _aan _op kt_ gt_ dt_ ten_ den_ ken_ len_ gen_ aar_
      oor_ eer_ aal_ eel_ aan_ een_ ouw _vr _z wij kk _zo ef_ ig_ rd_ ver _v ge eld aat`
  },
  sv: {
    marked: "åäöé",
    foreign: "wqz",
    groups: `å ä ö _för het_ ar_ er_ et_ na_ ade_ ade sk skt_ tt_ ck _sj _tj _kv tj _in _an ll_ ska_ rna_ era_ rat_
      var ka_ la_ ga_ ta_ ra_ ätt ör ån_ åt_ än är ing vä era al`
  },
  da: {
    marked: "æøåé",
    foreign: "wqzx",
    groups: `æ ø å hed_ ede_ ig_ lig_ igt_ sk _for _af _ud _hj ej øj af eg_ ge_ de_ ke_ tet_ ere_ gt_ nd ste_ lse ør
      æl ær _op dt_ ger_ der_ kke ere re_ til ed`
  },
  no: {
    marked: "æøåé",
    foreign: "wqzxc",
    groups: `æ ø å het_ et_ ig_ lig_ sk kk tt_ _for _av _ut _kv øy ei_ ke_ ene_ ere_ tet_ ert_ ør ær gge kke_ ikk _op
      sjon sj ker_ ter_ rt_ ger_ lle_ tte kke ere opp tt bruk`
  },
  pl: {
    marked: "ąćęłńóśźż",
    foreign: "qvx",
    groups: `sz cz rz dz _prz _nie _po _za _wy _roz ą ę ł ś ć ż ź ó owa em_ ów_ ego_ emu_ ych_ ym_ ość_ łam_ łem_ ła_
      ło_ cja_ cji_ cję_ ki_ wy ny_ na_ ne_ iem_ zy_ ej_ uję_ wa wan nie ani ć_`
  },
  cs: {
    marked: "áčďéěíňóřšťúůýž",
    foreign: "qwx",
    groups: `ř ě ů š č ž ý á í é ou ou_ ní_ ého_ ému_ ých_ ým_ ost_ _ne _po _při _za _vy _ob lo_ ky_ ku_ kou_ ám_ ím_
      at_ it_ ět_ ov ch ena_ eno_ áv ák zk _js tel_ na_ í_ vy ova`
  },
  ro: {
    marked: "ăâîșşțţ",
    foreign: "kqwy",
    groups: `ă ț ș î â ul_ ea_ ii_ ele_ ile_ ție_ are_ ată_ eaz esc_ oa ea iu_ escu _pr _îm _în _ră rea_ ți_ ez_ car
      cum ți tă aț or_ i_`
  },
  hu: {
    marked: "áéíóöőúüű",
    foreign: "qwx",
    groups: `á é ő ű ó ö ü í sz gy ny ly cs _meg _el _ki _fel ek_ ok_ ak_ et_ ot_ at_ em_ om_ nek_ nak_ ban_ ból_ ből_
      hoz_ hez_ tam_ tem_ ett_ ott_ ás_ és_ és tt_ ség_ ság_ ni_ val_ vel_ ünk_ unk_ ja_ ál ít el ér ás tá ez`
  },
  tr: {
    marked: "çğıöşüâîû",
    foreign: "qwx",
    groups: `ı ğ ş ç ü ö lar ler lar_ ler_ lık lik dır dir yor_ iyor ıyor uyor um_ ım_ im_ dım_ mak_ mek_ nın_ nin_
      dan_ den_ ları leri sı_ si_ nda_ nde_ mış miş mad med _gö _ya _ka _ba rim_ rım_ _ür iy ak_ yı_ arı nı lan la_ ya
      eri ara`
  },
  fi: {
    marked: "äöå",
    foreign: "bcfqwxz",
    groups: `aa ää ii uu oo ee uo yö ie ää_ an_ en_ in_ on_ ssa_ ssä_ sta_ stä_ lla_ llä_ lta_ lle_ ksi_ tta_ ttä_
      nut_ nyt_ ni_ kk tt ll ss ien_ een_ iin_ aan_ ään_ sti_ ise _kä _tu aus_ ja_ jä_ ei oi ai ö ä hd ht ist si_ tuk
      äy kä isi`
  },
  id: {
    marked: "",
    foreign: "qvx",
    groups: `_me _men _mem _di _ber _ter _pe _pen _ke _se ng_ an_ kan_ nya_ nya ang_ ang ah_ ih_ uk_ ak_ ik_ at_ asi_
      ny ngg aya gan_ kan kah_ saya aan_ ua_ un_ uh_ _ba _ka ka me ber eng ak`
  },
  vi: {
    marked: "ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ",
    foreign: "fjwz",
    groups: `đ ơ ư ă ạ ả ế ề ệ ố ộ ờ ợ ừ ự ng_ nh_ ph _th _tr _nh _ng _kh _gi uy ươ ượ iế iệ oà oá ậ ấ ầ ị ọ ụ ủ _đ
      _ch kh ch_`
  },
  ru: {
    marked: "ёйщъыьэюя",
    foreign: "",
    groups: "ы э ё ого_ его_ ый_ ая_ ое_ ий_ ые_ ть_ тся_ ние_ ния_ ет_ ит_ ой_ ей_ ют_ щ ся_ вы сь_ ны ол ль со ов_"
  },
  uk: {
    marked: "ґєійїщьюя",
    foreign: "",
    groups: "і ї є ого_ ий_ ня_ ння_ ти_ ть_ ів_ ськ ьк ою_ ви_ ня ься_ ьо рі ув ін і_ від вати"
  },
  bg: {
    marked: "йщъьюя",
    foreign: "",
    groups: "ъ ът_ ят_ та_ то_ те_ ата_ ите_ ето_ ия_ ане_ ене_ ще щ ел_ ни_ ъл ър шт ане съ въ ва_ от ата"
  },
  sr: {
    marked: "ђјљњћџ",
    foreign: "",
    groups: "ј ђ љ њ ћ џ је ја_ ије_ ње_ ла_ ло_ ао_ ва_ ог_ на_ ста ски_ ште иј ањ ње и_ ође"
  }
}
