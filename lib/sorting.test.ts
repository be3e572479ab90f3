import { expect, test } from '@playwright/test'
import type { Locale } from './locales'
import { inAlphabetOf } from './sorting'

const ALPHABETS: Partial<Record<Locale, string>> = {
  ru: 'Алматы Ёлка Ереван Жамбыл',
  kk: 'Қазақстан Қырғызстан Өзбекстан Тәжікстан Түрікменстан',
  ky: 'Казакстан Кыргызстан Өзбекстан Тажикстан Түркмөнстан',
  uz: 'Qirgʻiziston Qozogʻiston Tojikiston Turkmaniston Oʻzbekiston Gʻiyos Shahrisabz Chust',
  tg: 'Гафур Ғафур Иброҳим Йӯлдош Карим Қодир Умед Ӯктам Хуҷанд Ҳисор Чил Ҷалол Шаҳло Ёсуман',
  tk: 'Gazagystan Gyrgyzystan Jeýhun Žale Özbegistan Täjigistan Türkmenistan',
}

for (const [locale, words] of Object.entries(ALPHABETS))
  test(`lists stand in the order of the alphabet of ${locale}`, () => {
    const sorted = words.split(' ')
    // Tajik has Ё after Е: the last word belongs to the front.
    if (locale === 'tg') sorted.splice(2, 0, sorted.pop()!)
    expect([...sorted].reverse().sort(inAlphabetOf(locale as Locale))).toEqual(sorted)
  })
