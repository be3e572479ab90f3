import { expect, test } from '@playwright/test'
import { countedAddress } from './addresses'

for (const [what, forwarded, proxies, counted] of [
  ['without a proxy, who is connected', '203.0.113.7', 0, '203.0.113.7'],
  ['without a proxy, what a client wrote counts for nothing', '198.51.100.1, 203.0.113.7', 0, '203.0.113.7'],
  ['behind one proxy, whom it names', '203.0.113.7, 127.0.0.1', 1, '203.0.113.7'],
  ['behind one proxy, not what a client told it', '198.51.100.1, 203.0.113.7, 127.0.0.1', 1, '203.0.113.7'],
  ['behind two proxies, whom the outer one names', 'x, 203.0.113.7, 10.0.0.1, 10.0.0.2', 2, '203.0.113.7'],
  ['nobody, where the proxy says nothing', '127.0.0.1', 1, null],
  ['nobody, where there is nothing', null, 0, null],
  ['nobody, where there is no address', 'unknown, 127.0.0.1', 1, null],
  ['an IPv4 address in IPv6 clothes', '::ffff:203.0.113.7', 0, '203.0.113.7'],
  ['of IPv6 the network', '2001:db8:1:2:3:4:5:6', 0, '2001:db8:1:2::/64'],
  ['of a short IPv6 the same', '2001:DB8:1:2::9', 0, '2001:db8:1:2::/64'],
  ['of one with few groups the zeros too', '2001:db8::1', 0, '2001:db8:0:0::/64'],
  ['of the own machine', '::1', 0, '0:0:0:0::/64'],
  ['of one with a zone', 'fe80::1%eth0', 0, 'fe80:0:0:0::/64'],
] as const)
  test(`counted is ${what}`, () => expect(countedAddress(forwarded, proxies)).toBe(counted))
