import { expect, test } from '@playwright/test'
import { asciiAddress, hasForeignLetters, isDeliverable } from './mail-addresses'

test('an address is taken as it is, its domain in the spelling that mail servers know', () => {
  const cases = [
    ['delegate@example.org', 'delegate@example.org'],
    ["O'Brien+visa@parliament.example.org", "O'Brien+visa@parliament.example.org"],
    ['delegate@пример.рф', 'delegate@xn--e1afmkfd.xn--p1ai'],
    ['delegate@xn--e1afmkfd.xn--p1ai', 'delegate@xn--e1afmkfd.xn--p1ai'],
    ['delegate@қазақ.example.org', `delegate@${new URL('https://қазақ.example.org').hostname}`],
  ] as const
  for (const [address, ascii] of cases) expect(asciiAddress(address)).toBe(ascii)
})

test('what cannot be one address is none', () => {
  const addresses = [
    '',
    'a',
    '@example.org',
    'a@',
    'a@b',
    'a@example.org, b@example.org',
    'a@example.org;b@example.org',
    'a@example.org\r\nBcc: b@example.org',
    'a\n@example.org',
    'a@exam\u0000ple.org',
    'Name <a@example.org>',
    '"a b"@example.org',
    'a b@example.org',
    'a..b@example.org',
    '.a@example.org',
    'a.@example.org',
    'a@b@example.org',
    'a@-example.org',
    'a@example..org',
    'a@example.org.',
    'a@example.123',
    'a@192.0.2.1',
    'a@[192.0.2.1]',
    'a@example.org:25',
    'a@example.org/x',
    'a@ex%61mple.org',
    'аигуль@example.org',
    'a\u202e@example.org',
    `${'a'.repeat(65)}@example.org`,
    `a@${'b'.repeat(64)}.org`,
    `a@${'b.'.repeat(126)}org`,
  ]
  expect(addresses.filter(isDeliverable)).toEqual([])
})

test('letters of another script before the @ are told from other mistakes', () => {
  expect(['аигуль@example.org', 'josé@example.org', 'Айгүл.с@пример.рф'].every(hasForeignLetters)).toBe(true)
  expect(['aigul@example.org', 'аигуль', 'аигуль @example.org', 'аигуль@example'].some(hasForeignLetters)).toBe(false)
})
