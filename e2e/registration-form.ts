import type { Page } from '@playwright/test'
import { expect } from '@playwright/test'

export type FormName = 'delegate' | 'parliamentarian' | 'diplomat'

/** The registration form as a person sees it: fills in steps by the ids of their fields, which no language changes. */
export class RegistrationForm {
  constructor(
    private readonly page: Page,
    private readonly hasScripts: boolean,
  ) {}

  async open(address: string): Promise<void> {
    await this.page.goto(address)
  }

  /** Presses the form's own button. */
  async submit(): Promise<void> {
    await this.page.locator('#registration button.button').click()
  }

  async person(person: { title: string; givenName: string; familyName: string; nativeName: string }): Promise<void> {
    for (const [name, value] of Object.entries(person)) await this.page.locator(`#${name}`).fill(value)
    await this.submit()
    await expect(this.page.locator('[id="institution"]')).toBeVisible()
  }

  /** Chooses a State by the code without scripts, and by typing a part of any of its names with them. */
  async country(field: 'country' | 'accreditingState', code: string, typed: string): Promise<void> {
    if (!this.hasScripts) {
      await this.page.locator(`#${field}`).selectOption(code)
      return
    }
    const box = this.page.locator(`input[id="${field}"]`)
    await box.fill(typed)
    await this.page.locator(`#${field}__listbox [role=option]`).first().click()
    await expect(this.page.locator(`select[name="${field}"]`)).toHaveValue(code)
  }

  async role(form: FormName): Promise<void> {
    await this.country('country', 'KG', 'Kirghizia')
    await this.page.locator('#institution').fill('Example Institution')
    await this.page.locator('#position').fill('Example Function')
    if (form === 'parliamentarian') await this.page.locator('#delegationRole').selectOption('member')
    if (form === 'diplomat') {
      await this.page.locator('#rank').selectOption('counsellor')
      await this.country('accreditingState', 'KZ', 'Қазақ')
    }
    await this.submit()
    await expect(this.page.locator('#email')).toBeVisible()
  }

  async contact(email: string): Promise<void> {
    await this.page.locator('#email').fill(email)
    await this.submit()
    await expect(this.page.locator('#consent_processing')).toBeVisible()
  }

  async consents(): Promise<void> {
    await this.page.locator('#consent_processing').check()
    await this.page.locator('#consent_conduct').check()
    await this.submit()
    await this.page.waitForURL(/step=check/)
  }

  async send(): Promise<void> {
    await this.submit()
    await this.page.waitForURL(/\/sent\//)
  }
}
