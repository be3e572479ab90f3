import type { FORMS } from '@/db/schema/events'
import type { LETTER_KINDS } from './letters'
import type { ExampleLanguage } from './texts'

/** An invented participant. Every family name is a word for "example" in some language, so that nobody takes one for real. */
export type Person = {
  form: (typeof FORMS)[number]
  state: keyof typeof LETTER_KINDS
  locale: ExampleLanguage
  country: string
  title: string
  givenName: string
  familyName: string
  patronymic: string
  nativeName: string
  position: string
  institution: string
  details: Record<string, string>
}

const STATES = { s: 'submitted', a: 'accepted', l: 'waiting_list', d: 'declined', w: 'withdrawn' } as const

/** Reads rows of: state | language | country | title | given, family, patronymic | own script | position | institution | details … */
function read(form: Person['form'], detailNames: string[], rows: string): Person[] {
  return rows
    .trim()
    .split('\n')
    .map((row) => {
      const [state, locale, country, title, names, nativeName, position, institution, ...details] = row
        .split('|')
        .map((cell) => cell.trim())
      const [givenName, familyName, patronymic] = names!.split(',').map((name) => name.trim())
      return {
        form,
        state: STATES[state as keyof typeof STATES],
        locale: locale as ExampleLanguage,
        country: country!,
        title: title!,
        givenName: givenName!,
        familyName: familyName ?? '',
        patronymic: patronymic ?? '',
        nativeName: nativeName!,
        position: position!,
        institution: institution!,
        details: Object.fromEntries(detailNames.map((name, at) => [name, details[at] ?? ''])),
      }
    })
}

const DELEGATES = `
a | kk | KZ |      | Aruzhan, Ulgieva       | Аружан Үлгіева     | Бөлім басшысы | «Үлгі» әйелдер істері комитеті
a | ru | KZ | г-жа | Mariya, Primer         | Мария Пример       | Руководитель проекта | Фонд «Пример»
a | en | XO | Ms   | Helen, Sample          |                    | Programme officer | Example Organisation for Peace
a | ru | KG | г-жа | Aizada, Ulgu           | Айзада Үлгү        | Заместитель директора | Агентство «Пример» по делам семьи
a | en | UZ | Dr   | Dilnoza, Namuna        | Dilnoza Namuna     | Senior researcher | Example Institute for Regional Studies
a | ru | TJ | г-жа | Zarina, Namuna         | Зарина Намуна      | Начальник отдела | Комитет «Пример» по делам женщин
a | en | TM | Ms   | Ogulgerek, Mysal       | Ogulgerek Mysal    | Adviser | Example Institute of Democracy
a | en | XO | Mr   | Peter, Example         |                    | Regional adviser | Example Agency for Development
a | kk | KZ | доктор | Saule, Mysal         | Сәуле Мысал        | Бас ғылыми қызметкер | «Үлгі» стратегиялық зерттеулер орталығы
a | ru | UZ | г-жа | Gulchehra, Misol       | Гулчеҳра Мисол     | Председатель | Ассоциация «Пример» деловых женщин
a | en | AF | Ms   | Zarmina, Namuna        | زرمینه نمونه       | Director | Example Women’s Network
a | en | TR | Ms   | Zeynep, Örnek          | Zeynep Örnek       | Coordinator | Example Centre for Mediation
a | ru | KG | г-жа | Gulnaz, , Ulgu kyzy    | Гүлназ Үлгү кызы   | Юрист | Общественное объединение «Пример»
a | kk | KZ |      | Nurlan, Ulgi           | Нұрлан Үлгі        | Сарапшы | «Үлгі» қоғамдық қоры
a | en | MN | Ms   | Oyuun, Jishee          | Оюун Жишээ         | Policy analyst | Example Council on Security
s | kk | KZ |      | Zhanar, Ulgi           | Жанар Үлгі         | Атқарушы директор | «Үлгі» дағдарыс орталығы
s | ru | KZ | г-н  | Timur, Primer          | Тимур Пример       | Аналитик | Институт «Пример»
s | en | UZ | Ms   | Oʻgʻiloy, Namunaviy    | Oʻgʻiloy Namunaviy | Lecturer | Example State University
s | ru | TJ | г-жа | Mehrangez, Misol       | Меҳрангез Мисол    | Координатор | Сеть «Пример» сельских женщин
s | en | TM | Mr   | Merdan, Mysal          | Merdan Mysal       | Chief specialist | Example Union of Youth
s | en | XO | Dr   | Amara, Placeholder     |                    | Gender adviser | Example Mission for Peace
s | kk | KG |      | Begimai, Ulgu          | Бегимай Үлгү       | Ғылыми қызметкер | «Үлгі» университеті
s | en | CH | Prof. | Claire, Exemple       | Claire Exemple     | Professor of international law | Example Graduate School
s | ru | UZ | г-н  | Jasur, Namuna          | Жасур Намуна       | Ведущий специалист | Центр «Пример» поддержки семьи
d | en | GB | Mr   | John, Sample           |                    | Consultant | Example Consulting
d | kk | KZ |      | Yerbol, Ulgi           | Ербол Үлгі         | Сату жөніндегі менеджер | «Үлгі» компаниясы
w | kk | KZ |      | Madina, Ulgieva        | Мәдина Үлгіева     | Маман | «Үлгі» жастар орталығы
w | en | FI | Dr   | Aino, Esimerkki        | Aino Esimerkki     | Research director | Example Peace Institute
`

const PARLIAMENTARIANS = `
a | kk | KZ |      | Aigul, Ulgi | Айгүл Үлгі      | Парламент депутаты | «Үлгі» парламенті, Қазақстан | Төменгі палата | Әлеуметтік даму комитеті | head
a | kk | KZ |      | Daniyar, Ulgi          | Данияр Үлгі        | Парламент депутаты | «Үлгі» парламенті, Қазақстан | Жоғарғы палата | Халықаралық қатынастар комитеті | member
a | kk | KZ |      | Botagoz, Mysal         | Ботагөз Мысал      | Кеңесші | «Үлгі» парламенті, Қазақстан | Төменгі палата | | adviser
a | en | UZ | Hon. | Nigora, Namuna         | Nigora Namuna      | Deputy Speaker | Example Parliament, Uzbekistan | Upper chamber | Committee on Women and Family | head
a | en | UZ | Ms   | Shahlo, Misol          | Shahlo Misol       | Member of Parliament | Example Parliament, Uzbekistan | Lower chamber | Committee on Legislation | member
a | ru | UZ | г-н  | Botir, Namuna          | Ботир Намуна       | Заведующий секретариатом | Парламент «Пример», Узбекистан | Верхняя палата | | staff
a | ru | KG | г-жа | Cholpon, Ulgu          | Чолпон Үлгү        | Депутат | Парламент «Пример», Кыргызстан | | Комитет по социальной политике | head
a | ru | KG | г-жа | Nurgul, Ulgu, Ulgievna | Нургүл Үлгү        | Депутат | Парламент «Пример», Кыргызстан | | Комитет по конституционному законодательству | deputy_head
a | ru | TJ | г-жа | Nigina, Misol          | Нигина Мисол       | Депутат | Парламент «Пример», Таджикистан | Нижняя палата | Комитет по социальным вопросам | head
a | en | TM | Hon. | Jeren, Mysal           | Jeren Mysal        | Member of Parliament | Example Parliament, Turkmenistan | | Committee on Human Rights | head
a | en | TM | Mr   | Kerim, Mysal           | Kerim Mysal        | Secretary of delegation | Example Parliament, Turkmenistan | | | staff
s | ru | TJ | г-н  | Farrukh, Namuna        | Фаррух Намуна      | Депутат | Парламент «Пример», Таджикистан | Верхняя палата | Комитет по международным делам | deputy_head
s | kk | KZ |      | Gulmira, Ulgieva       | Гүлмира Үлгіева    | Парламент депутаты | «Үлгі» парламенті, Қазақстан | Төменгі палата | Халықаралық істер комитеті | deputy_head
s | en | AZ | Ms   | Leyla, Numune          | Leyla Nümunə       | Member of Parliament | Example Parliament, Azerbaijan | | Committee on Human Rights | head
s | en | KR | Hon. | Jiwoo, Yeje            | 예제지우           | Member of Parliament | Example Parliament, Republic of Korea | | Committee on Foreign Affairs | head
s | ru | KG | г-н  | Azamat, Ulgu           | Азамат Үлгү        | Советник | Парламент «Пример», Кыргызстан | | | adviser
d | en | DE | Mr   | Max, Beispiel          | Max Beispiel       | Former member of Parliament | Example Parliament, Germany | Lower chamber | | member
w | ru | UZ | г-жа | Feruza, Namuna         | Феруза Намуна      | Депутат | Парламент «Пример», Узбекистан | Нижняя палата | Комитет по бюджету | member
w | en | CZ | Ms   | Jana, Příkladová       | Jana Příkladová    | Member of Parliament | Example Parliament, Czechia | Upper chamber | Committee on Foreign Affairs | head
`

const DIPLOMATS = `
a | kk | KZ | Жоғары мәртебелі | Samal, Ulgi | Самал Үлгі        | Елші | Қазақстан елшілігі (үлгі) | ambassador
a | ru | KG | г-н  | Bakyt, Ulgu            | Бакыт Үлгү         | Советник | Посольство Кыргызстана (пример) | counsellor
a | ru | TJ | Е. П. г-жа | Sitora, Namuna   | Ситора Намуна      | Посол | Посольство Таджикистана (пример) | ambassador
a | en | TM | Mr   | Arslan, Mysal          | Arslan Mysal       | First Secretary | Embassy of Turkmenistan (example) | first_secretary
a | en | JP | Ms   | Haruka, Reidai         | 例題はるか         | Second Secretary | Embassy of Japan (example) | second_secretary
a | en | DE | Dr   | Lena, Muster           | Lena Muster        | Counsellor for political affairs | Embassy of Germany (example) | counsellor
a | en | FR | Mr   | Jean, Exemple          | Jean Exemple       | Deputy head of mission | Embassy of France (example) | minister_counsellor
a | en | TR | H.E. Ms | Elif, Örnek         | Elif Örnek         | Ambassador | Embassy of Türkiye (example) | ambassador
a | en | IN | Ms   | Asha, Udaharan         | आशा उदाहरण        | Attaché for culture | Embassy of India (example) | attache
a | ru | AZ | г-н  | Rauf, Numune           | Rauf Nümunə        | Третий секретарь | Посольство Азербайджана (пример) | third_secretary
a | en | IT | Ms   | Giulia, Esempio        | Giulia Esempio     | First Secretary | Embassy of Italy (example) | first_secretary
a | en | CN | Mr   | Wei, Shili             | 示例伟             | Chargé d’affaires a.i. | Embassy of China (example) | charge_d_affaires
l | en | PL | Ms   | Zofia, Przyklad        | Zofia Przykład     | Second Secretary | Embassy of Poland (example) | second_secretary
l | kk | KZ |      | Yerlan, Mysal          | Ерлан Мысал        | Үшінші хатшы | Қазақстан елшілігі (үлгі) | third_secretary
d | en | GE | Mr   | Giorgi, Nimushi        | გიორგი ნიმუში      | Attaché | Embassy of Georgia (example) | attache
w | en | SE | H.E. Ms | Astrid, Exempel     | Astrid Exempel     | Ambassador | Embassy of Sweden (example) | ambassador
`

export const PEOPLE: Person[] = [
  ...read('delegate', [], DELEGATES),
  ...read('parliamentarian', ['chamber', 'committee', 'delegationRole'], PARLIAMENTARIANS),
  ...read('diplomat', ['rank'], DIPLOMATS),
]
