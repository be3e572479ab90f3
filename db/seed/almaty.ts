import type { events } from '@/db/schema/events'

/**
 * The founding conference, with facts only: every sentence stands in one of the three sources named at the end of
 * `about`, and what no source tells (the hall, the number of participants, the hours inside the day) is left out.
 */
export const ALMATY_2023 = {
  slug: 'almaty-2023',
  state: 'archived',
  name: {
    en: 'Women, Peace and Security',
    ru: '«Женщины, мир и безопасность»',
    kk: '«Әйелдер, бейбітшілік және қауіпсіздік»',
  },
  summary: {
    en: 'International conference of the Women’s Dialogue of Central Asian Countries, held in Almaty on 16 October 2023 in the year of Kazakhstan’s chair.',
    ru: 'Международная конференция Диалога женщин стран Центральной Азии. Прошла в Алматы 16 октября 2023 года, в год председательства Казахстана.',
    kk: 'Орталық Азия елдері әйелдері диалогының халықаралық конференциясы. 2023 жылғы 16 қазанда, Қазақстан төрағалық еткен жылы Алматыда өтті.',
  },
  city: { en: 'Almaty', ru: 'Алматы', kk: 'Алматы' },
  chair: 'KZ',
  // 10:00–17:15 in Almaty, which was at UTC+6 until 2024-03-01.
  startsAt: new Date('2023-10-16T04:00:00Z'),
  endsAt: new Date('2023-10-16T11:15:00Z'),
  timeZone: 'Asia/Almaty',
  contactEmail: 'secretariat@example.org',
  about: {
    en: `The conference “Women, Peace and Security” was held under the auspices of the Women’s Dialogue of Central Asian Countries, in the year of Kazakhstan’s chair. The Dialogue is an informal forum begun in December 2020 and supported by UNRCCA, UNDP and UN Women; Uzbekistan (2021) and Turkmenistan (2022) had chaired it before.

## Organisers

- Parliament of the Republic of Kazakhstan
- National Commission for Women Affairs, Family and Demographic Policy under the President of the Republic of Kazakhstan
- Government of the Republic of Kazakhstan

UN Women and the United Nations Regional Centre for Preventive Diplomacy for Central Asia (UNRCCA) gave their support.

## What was discussed

- Progress in carrying out United Nations Security Council resolution 1325 in Central Asia
- Prospects of the commitments on women, peace and security within the 2030 Agenda
- Emerging security challenges in Central Asia
- Opportunities to promote the women, peace and security agenda in the region

Daniya Yespayeva, Deputy Chair of the Majilis of the Parliament of Kazakhstan, gave a welcoming speech. The Spotlight Initiative of the European Union and the United Nations, against gender-based violence in Central Asia and Afghanistan, was highlighted. On the sidelines, women activists held a dialogue with international organisations.

## Expected results

- A roadmap for cooperation among the countries of Central Asia
- Coordination of the mechanisms for women’s participation in regional platforms for conflict prevention
- Published recommendations

## Participants

- Members of the parliaments of Kazakhstan, Kyrgyzstan, Turkmenistan and Uzbekistan
- Representatives of the Committee on Women and Family Affairs under the Government of Tajikistan
- Heads of State bodies
- International organisations and the diplomatic corps
- Non-governmental organisations, experts and public figures

## Sources

- UN Women, media advisory: https://eca.unwomen.org/en/stories/media-advisory/2023/10/media-advisory-conference-women-peace-and-security-within-the-dialogue-of-women-of-central-asia-2023
- News Central Asia, 17 October 2023: https://www.newscentralasia.net/2023/10/17/dialogue-of-women-of-central-asian-discussed-involvement-in-peace-and-security-at-the-conference-in-almaty/
- El.kz, 16 October 2023: https://el.kz/en/participants-of-the-womens-dialogue-of-ca-countries-in-almaty-discussed-rights-and-security-issues_93423`,
    ru: `Конференция «Женщины, мир и безопасность» прошла под эгидой Диалога женщин стран Центральной Азии в год председательства Казахстана. Диалог — неформальная площадка, созданная в декабре 2020 года при поддержке РЦПДЦА, ПРООН и Структуры «ООН-женщины»; ранее в нём председательствовали Узбекистан (2021) и Туркменистан (2022).

## Организаторы

- Парламент Республики Казахстан
- Национальная комиссия по делам женщин и семейно-демографической политике при Президенте Республики Казахстан
- Правительство Республики Казахстан

Поддержку оказали Структура «ООН-женщины» и Региональный центр ООН по превентивной дипломатии для Центральной Азии (РЦПДЦА).

## Что обсуждали

- Ход выполнения резолюции 1325 Совета Безопасности ООН в Центральной Азии
- Перспективы выполнения обязательств по повестке «Женщины, мир и безопасность» в рамках Повестки дня до 2030 года
- Новые вызовы безопасности в Центральной Азии
- Возможности продвижения повестки «Женщины, мир и безопасность» в регионе

С приветственным словом выступила заместитель Председателя Мажилиса Парламента Казахстана Дания Еспаева. Особо была отмечена инициатива Европейского союза и ООН «Луч света» (Spotlight Initiative), направленная против гендерного насилия в Центральной Азии и Афганистане. На полях конференции прошёл диалог женщин-активисток с международными организациями.

## Ожидаемые результаты

- Дорожная карта сотрудничества стран Центральной Азии
- Согласование механизмов участия женщин в региональных площадках по предотвращению конфликтов
- Опубликованные рекомендации

## Участники

- Депутаты парламентов Казахстана, Кыргызстана, Туркменистана и Узбекистана
- Представители Комитета по делам женщин и семьи при Правительстве Таджикистана
- Руководители государственных органов
- Международные организации и дипломатический корпус
- Неправительственные организации, эксперты и общественные деятели

## Источники

- «ООН-женщины», анонс для прессы: https://eca.unwomen.org/en/stories/media-advisory/2023/10/media-advisory-conference-women-peace-and-security-within-the-dialogue-of-women-of-central-asia-2023
- News Central Asia, 17 октября 2023 года: https://www.newscentralasia.net/2023/10/17/dialogue-of-women-of-central-asian-discussed-involvement-in-peace-and-security-at-the-conference-in-almaty/
- El.kz, 16 октября 2023 года: https://el.kz/en/participants-of-the-womens-dialogue-of-ca-countries-in-almaty-discussed-rights-and-security-issues_93423`,
    kk: `«Әйелдер, бейбітшілік және қауіпсіздік» конференциясы Орталық Азия елдері әйелдері диалогының аясында, Қазақстан төрағалық еткен жылы өтті. Диалог — 2020 жылғы желтоқсанда БҰҰ-ның Орталық Азиядағы өңірлік орталығының (UNRCCA), БҰҰДБ-ның және «БҰҰ-әйелдер» құрылымының қолдауымен құрылған бейресми алаң. Бұған дейін оған Өзбекстан (2021) мен Түрікменстан (2022) төрағалық еткен.

## Ұйымдастырушылар

- Қазақстан Республикасының Парламенті
- Қазақстан Республикасы Президентінің жанындағы Әйелдер істері және отбасылық-демографиялық саясат жөніндегі ұлттық комиссия
- Қазақстан Республикасының Үкіметі

Конференцияға «БҰҰ-әйелдер» құрылымы мен БҰҰ-ның Орталық Азия үшін превентивті дипломатия жөніндегі өңірлік орталығы (UNRCCA) қолдау көрсетті.

## Не талқыланды

- БҰҰ Қауіпсіздік Кеңесінің 1325 қарарын Орталық Азияда орындау барысы
- 2030 жылға дейінгі күн тәртібі аясында «Әйелдер, бейбітшілік және қауіпсіздік» міндеттемелерін орындау перспективалары
- Орталық Азия қауіпсіздігіне төнетін жаңа сын-қатерлер
- Өңірде «Әйелдер, бейбітшілік және қауіпсіздік» күн тәртібін ілгерілету мүмкіндіктері

Қазақстан Парламенті Мәжілісі Төрағасының орынбасары Дания Еспаева құттықтау сөз сөйледі. Еуропалық одақ пен БҰҰ-ның Орталық Азия мен Ауғанстандағы гендерлік зорлық-зомбылыққа қарсы бағытталған Spotlight Initiative бастамасы ерекше атап өтілді. Конференция барысында белсенді әйелдер мен халықаралық ұйымдардың диалогы да өтті.

## Күтілетін нәтижелер

- Орталық Азия елдері ынтымақтастығының жол картасы
- Әйелдердің қақтығыстардың алдын алу жөніндегі өңірлік алаңдарға қатысу тетіктерін үйлестіру
- Жарияланған ұсынымдар

## Қатысушылар

- Қазақстан, Қырғызстан, Түрікменстан және Өзбекстан парламенттерінің депутаттары
- Тәжікстан Үкіметінің жанындағы Әйелдер және отбасы істері жөніндегі комитеттің өкілдері
- Мемлекеттік органдардың басшылары
- Халықаралық ұйымдар мен дипломатиялық корпус
- Үкіметтік емес ұйымдар, сарапшылар мен қоғам қайраткерлері

## Дереккөздер

- «БҰҰ-әйелдер», баспасөзге арналған хабарлама: https://eca.unwomen.org/en/stories/media-advisory/2023/10/media-advisory-conference-women-peace-and-security-within-the-dialogue-of-women-of-central-asia-2023
- News Central Asia, 2023 жылғы 17 қазан: https://www.newscentralasia.net/2023/10/17/dialogue-of-women-of-central-asian-discussed-involvement-in-peace-and-security-at-the-conference-in-almaty/
- El.kz, 2023 жылғы 16 қазан: https://el.kz/en/participants-of-the-womens-dialogue-of-ca-countries-in-almaty-discussed-rights-and-security-issues_93423`,
  },
} satisfies Partial<typeof events.$inferInsert>
