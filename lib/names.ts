import { IN_CYRILLIC, type Locale } from './locales'

/** 'ж:zh ь:' → Map { ж → zh, ь → '' } */
const table = (rows: string) => new Map(rows.split(' ').map((row) => row.split(':') as [string, string]))

/** Doc 9303 part 3 section 6 B for Slavic letters; the others, which it lacks, as Central Asian passports write them. */
const CYRILLIC = table(
  'а:a б:b в:v г:g д:d е:e ё:e ж:zh з:z и:i й:i к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh ц:ts ч:ch ш:sh ' +
    'щ:shch ъ:ie ы:y ь: э:e ю:iu я:ia є:ie ї:i ґ:g ѓ:g ђ:d ѕ:dz ј:j љ:lj њ:nj ћ:c ќ:k џ:dz ' +
    'ә:a ғ:g қ:k ң:n ө:o ұ:u ү:u һ:h і:i ў:o ҳ:h ҷ:j җ:j ӣ:i ӯ:u',
)

/** й must still be a y here: Йўлдош and Yoʻldosh, Фёдор and Fyodor have to go through one rule. */
const CYRILLIC_KEY = new Map([...CYRILLIC, ['й', 'y'], ['ъ', ''], ['є', 'ye']])

/** Doc 9303 part 3 section 6 A: only the letters that do not simply lose their diacritic. */
const MRZ_LATIN = table('Ä:AE Å:AA Æ:AE Ö:OE Ø:OE Œ:OE Ü:UE Þ:TH ẞ:SS Ð:D Đ:D Ħ:H Ĳ:IJ Ł:L Ŋ:N Ŧ:T Ə:E')

/** Letters that NFKD does not take apart, or that are another sound than the letter under the mark. */
const KEY_LATIN = table('ə:a ǝ:a ı:i ş:sh š:sh ș:sh ç:ch č:ch ž:zh æ:ae œ:oe ø:o ß:ss þ:th ð:d đ:d ħ:h ł:l ŋ:n')

/** A Dari keyboard and an Arabic one give different code points for the same two letters. */
const KEY_ARABIC = table('ي:ی ى:ی ك:ک')

/** The order matters: зх (zkh) must not meet the rule for zh, nor tsch the one for sch. */
const SOUNDS: [RegExp, string][] = [
  [/tsch|tch/g, 'ch'],
  [/shch|sch/g, 'sh'],
  [/dzh|zh|dj/g, 'j'],
  // Uzbek x is х (Xusanov), elsewhere it is ks (Alexander, Maxim)
  [/ex/g, 'eks'],
  [/maxi/g, 'maksi'],
  [/kh|x/g, 'h'],
  [/gh/g, 'g'],
  [/ph/g, 'f'],
  [/tz/g, 'ts'],
  [/ck|c(?!h)|q/g, 'k'],
  [/w/g, 'v'],
  [/ou/g, 'u'],
  [/y[eo]/g, 'e'],
  [/y/g, 'i'],
  [/(?<=[aeou]|\b)ie/g, 'e'],
  [/(\p{L})\1+/gu, '$1'],
]

const APOSTROPHES = /['`´‘’‛′ʹʺʻʼʽʾʿ＇]/g
const CONTROLS = /(?![\t\n\r])[\p{Cc}\p{Cs}]/gu
const BIDI = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g
const ZERO_WIDTH = /\u200D|[\u00AD\u180E\u200B\u2060-\u2065\u206A-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu
const STRAY_NON_JOINER = /(?<!\p{Script=Arabic}\p{M}*)\u200C|\u200C(?!\p{Script=Arabic})/gu

/**
 * Text as it is stored: NFC, without invisible characters, single spaces, no space at the ends or around line breaks.
 * A tab becomes a space and each kind of line break \n. ZWNJ stays between Arabic-script letters, where Persian spelling
 * needs it. Lists: Unicode general categories Cc and Cs, UAX 9 section 2 (bidi), UAX 31 section 2.3 (joiners).
 */
export function cleanText(value: string): string {
  return value
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(CONTROLS, '')
    .replace(BIDI, '')
    .replace(ZERO_WIDTH, '')
    .replace(/\u200C+/g, '\u200C')
    .replace(STRAY_NON_JOINER, '')
    .normalize('NFC')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim()
}

/**
 * True when control characters or bidi controls (UAX 9) are in it, so that a form can refuse with a sentence. Tab and
 * line breaks are not counted: a text area sends \r\n itself, and a tab comes with every cell pasted from a sheet.
 */
export function hasHiddenCharacters(value: string): boolean {
  return value.search(CONTROLS) >= 0 || value.search(BIDI) >= 0
}

/**
 * The seven characters typed for an apostrophe → ʻ (U+02BB) after o or g, ’ (U+2019) elsewhere. Source: the Uzbek Latin
 * alphabet of 1995, whose letters Oʻ and Gʻ carry U+02BB while the tutuq belgisi is an apostrophe (DOMAIN 5.3).
 */
export function foldApostrophes(value: string): string {
  return value.replace(/['`´‘’ʻʼ]/g, '\u2019').replace(/(?<=[og])\u2019/gi, '\u02BB')
}

/**
 * True for a name as a passport prints it (Doc 9303 part 3 section 3.4, the visual zone): Latin letters with any
 * diacritics, spaces, hyphen, the apostrophes ' ’ ʻ; begins with a letter. No digits, no full stop.
 * Expects cleanText and foldApostrophes first.
 */
export function isPassportName(value: string): boolean {
  return /^(?!.*\p{N})\p{Script=Latin}[\p{Script=Latin}\p{M} '’ʻ-]*$/u.test(value)
}

function machineReadablePart(name: string): string {
  return [...suggestLatin(cleanText(name)).toUpperCase()]
    .map((letter) => MRZ_LATIN.get(letter) ?? letter)
    .join('')
    .normalize('NFKD')
    .replace(/[\s\p{Pd}]+/gu, '<')
    .replace(/[^A-Z<]/g, '')
    .replace(/<+/g, '<')
    .replace(/^<|<$/g, '')
}

/**
 * FAMILY<<GIVEN in A–Z and "<", at most 39 characters, no filler at the end: for comparing with a passport's machine
 * readable line, not for printing. Without a family name the given name stands alone. Source: ICAO Doc 9303 part 3
 * sections 4.6 and 6, part 4 section 4.2.2. States may also write Ü as U and Å as A, so unequal is a question, not proof.
 */
export function machineReadable(family: string, given: string): string {
  return [machineReadablePart(family), machineReadablePart(given)]
    .filter(Boolean)
    .join('<<')
    .slice(0, 39)
    .replace(/<+$/, '')
}

/**
 * A Latin spelling for Cyrillic letters, every other character unchanged: Еспаева → Espaeva, ЩУКИН → SHCHUKIN.
 * Only ever a suggestion: the spelling the person types from the passport wins (DOMAIN 5.3). Source: ICAO Doc 9303
 * part 3 section 6 B; Kazakh, Kyrgyz, Uzbek and Tajik letters by passport practice.
 */
export function suggestLatin(value: string): string {
  if (!/\p{Script=Cyrillic}/u.test(value)) return value
  const letters = [...value.normalize('NFC').replace(/(?<=\p{Script=Cyrillic})[\u0300\u0301]/gu, '')]
  return letters
    .map((letter, at) => {
      const before = letters[at - 1] ?? ''
      const after = letters[at + 1] ?? ''
      // Russian has ъ only before these; elsewhere it is the Tajik and Uzbek glottal stop (Раъно), which is left out
      if (/ъ/i.test(letter) && !/[еёюя]/i.test(after)) return ''
      const latin = CYRILLIC.get(letter.toLowerCase())
      if (latin === undefined) return letter
      if (!/\p{Lu}/u.test(letter)) return latin
      const inCapitals = /\p{Lu}/u.test(after) || (/\p{Lu}/u.test(before) && !/\p{Ll}/u.test(after))
      return inCapitals ? latin.toUpperCase() : latin.charAt(0).toUpperCase() + latin.slice(1)
    })
    .join('')
}

/**
 * The key under which names, e-mails, numbers and countries are stored and asked for: lower-case words of one alphabet
 * with one space between, alike for all spellings of a name (Еспаева, Yespayeva → espaeva), digits and @ kept, every
 * other sign a space. Compare as substring or with pg_trgm's word_similarity; equal keys prove nothing: Yulia may be
 * Юлия or Юля.
 * Source: the measured rule of UX.md, item 9. Changing it means writing all stored keys again.
 */
export function searchKey(...parts: (string | null | undefined)[]): string {
  const letters = cleanText(parts.filter(Boolean).join(' ')).replace(APOSTROPHES, '').normalize('NFKC').toLowerCase()
  const latin = [...letters]
    .map((letter) => CYRILLIC_KEY.get(letter) ?? KEY_LATIN.get(letter) ?? letter)
    .join('')
    .normalize('NFKD')
    .replace(/[\u0300-\u036F\u0640\u064B-\u065F\u0670\u200C]/g, '')
    .replace(/[يىك]/g, (letter) => KEY_ARABIC.get(letter)!)
    .normalize('NFC')
  return SOUNDS.reduce((key, [sound, folded]) => key.replace(sound, folded), latin)
    .replace(/[^\p{L}\p{M}\p{N}@]+/gu, ' ')
    .trim()
}

/**
 * A proposal for the editable sort key: "FAMILY, Given Patronymic", or "Given Patronymic" without a family name;
 * apostrophes dropped, because collations put them in different places. Source: DOMAIN 5.3.
 */
export function sortKey(family: string | null, given: string, patronymic?: string | null): string {
  const [first, ...rest] = [family ?? '', given, patronymic ?? ''].map((name) =>
    cleanText(name.replace(APOSTROPHES, '')),
  )
  return [first?.toUpperCase(), rest.filter(Boolean).join(' ')].filter(Boolean).join(', ')
}

/** Words of address that stand after the name in Turkic languages: "Жоғары мәртебелі Айгүл Үлгі ханым", "Нуржан мырза". */
const AFTER_NAME = /^(.*?)\s*(ханым|мырза|айым|xonim|hanym)$/iu

/**
 * "H.E. Ms Aigul Example": form of address, given name, patronymic, family name; empty parts are skipped. In a text that
 * is written in Cyrillic (`locale`), the name as its bearer writes it, where that is in Cyrillic too: "г-н Фаррух Намуна".
 * Source: DOMAIN 5.2 (the caller leaves the form of address out where a document shows none) and 5.3.
 */
export function displayName(
  name: {
    title?: string | null
    givenName: string
    familyName?: string | null
    patronymic?: string | null
    nativeName?: string | null
  },
  locale?: Locale,
): string {
  const [, before = name.title, after] = (name.title ?? '').trim().match(AFTER_NAME) ?? []
  const isNative = locale && IN_CYRILLIC.includes(locale) && /\p{Script=Cyrillic}/u.test(name.nativeName ?? '')
  const own = isNative ? [name.nativeName] : [name.givenName, name.patronymic, name.familyName]
  return [before, ...own, after?.toLowerCase()]
    .map((part) => cleanText(part ?? ''))
    .filter(Boolean)
    .join(' ')
}
