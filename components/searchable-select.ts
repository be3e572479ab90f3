import { type CountryEntry, searchCountries } from '@/lib/country-search'

/**
 * Turns a select of States into a box to search in (GOV.UK's accessible-autocomplete), loaded only once the page stands.
 * The select stays what is sent; without JavaScript it is all there is.
 * @param source address of the JSON list of entries
 * @returns what keeps it from happening after the field has gone
 */
export function searchableSelect(
  select: HTMLSelectElement,
  source: string,
  texts: { none: string; results: string },
  onChoose: (value: string) => void,
): () => void {
  let isGone = false
  const id = select.id
  Promise.all([
    import('accessible-autocomplete'),
    fetch(source).then((response) => response.json() as Promise<CountryEntry[]>),
  ])
    .then(([{ default: accessibleAutocomplete }, entries]) => {
      if (isGone) return
      accessibleAutocomplete.enhanceSelectElement({
        selectElement: select,
        defaultValue: select.value ? undefined : '',
        source: (query: string, show: (names: string[]) => void) =>
          show(
            searchCountries(entries, query)
              .slice(0, 8)
              .map(({ name }) => name),
          ),
        onConfirm: (chosen?: string) => {
          const typed = chosen ?? document.querySelector<HTMLInputElement>(`input[id="${id}"]`)?.value ?? ''
          const matches = typed.trim() ? searchCountries(entries, typed) : []
          const value =
            matches.find(({ name }) => name === typed)?.code ?? (matches.length === 1 ? matches[0]!.code : '')
          select.value = value
          onChoose(value)
        },
        autoselect: false,
        confirmOnBlur: true,
        tNoResults: () => texts.none,
        tStatusResults: (count: number) => texts.results.replace('#', String(count)),
        tStatusSelectedOption: (name: string) => name,
        tStatusNoResults: () => texts.none,
        tStatusQueryTooShort: () => '',
        tAssistiveHint: () => '',
      })
    })
    .catch(() => {
      // A lost line leaves the plain select, which works.
    })
  return () => {
    isGone = true
  }
}
