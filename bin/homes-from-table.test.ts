import { expect, test } from 'vitest'
import { homesFromCsv, homesFromNdjson } from './homes-from-table.ts'

const HEAD = 'home,gateway,patient,name,language,device,profile\n'

test('a line for each device becomes a home with its people', () => {
  const homes = homesFromCsv(
    `\uFEFF${HEAD}h1,gw-1,p1,"Mäkinen, Helvi",fi,ble:c0ffee,sig-heart-rate\nh1,gw-1,p1,"Mäkinen, Helvi",fi,ble:c0ffef,sig-weight-scale\n`,
  )
  expect(homes).toEqual([
    {
      home: 'h1',
      gateway: 'gw-1',
      patients: [
        {
          id: 'p1',
          name: 'Mäkinen, Helvi',
          language: 'fi',
          devices: [
            { device: 'ble:c0ffee', profile: 'sig-heart-rate' },
            { device: 'ble:c0ffef', profile: 'sig-weight-scale' },
          ],
        },
      ],
    },
  ])
})

test('every fault is told with its row', () => {
  const { faults } = homesFromCsv(`${HEAD}h1,GW 1,p1,A,fi,ble:c0,x\nh2,gw-2,p2,B,de,scale,x\n`) as { faults: string[] }
  expect(faults).toHaveLength(3)
  expect(faults[0]).toMatch(/^row 1: gateway/)
})

test('a file without homes says so', () => {
  expect(homesFromCsv(HEAD)).toEqual({ faults: ['there are no homes in the file'] })
})

const KEY = '0728974d657a4b60964c1b1677f35f7c'

test('keys, user numbers and codes of a device come with it; what is empty is not there', () => {
  const head = HEAD.replace('\n', ',bindKey,unlockKey,userIndex,consentCode\n')
  const homes = homesFromCsv(
    `${head}h1,gw-1,p1,A,fi,ble:c0,x,${KEY.toUpperCase()},,1,0042\nh1,gw-1,p1,A,fi,ble:c1,x,,,,\n`,
  )
  const devices = [
    { device: 'ble:c0', profile: 'x', bindKey: KEY, userIndex: 1, consentCode: 42 },
    { device: 'ble:c1', profile: 'x' },
  ]
  expect(homes).toMatchObject([{ patients: [{ devices }] }])
  expect((homes as { patients: { devices: unknown[] }[] }[])[0]?.patients[0]?.devices).toEqual(devices)
})

test('a line of JSON says the same', () => {
  const row = { home: 'h1', gateway: 'gw-1', patient: 'p1', name: 'A', language: 'fi', device: 'ble:c0', profile: 'x' }
  expect(homesFromNdjson(`${JSON.stringify({ ...row, unlockKey: KEY, userIndex: 2 })}\n`)).toEqual(
    homesFromCsv(`${HEAD.replace('\n', ',unlockKey,userIndex\n')}h1,gw-1,p1,A,fi,ble:c0,x,${KEY},2\n`),
  )
  expect(homesFromNdjson('{"home":')).toEqual({ faults: [expect.stringMatching(/^row 1: /)] })
})

test('a key with a fault is told without being shown', () => {
  const wrong = `${KEY}0`
  const { faults } = homesFromCsv(
    `${HEAD.replace('\n', ',bindKey,consentCode\n')}h1,gw-1,p1,A,fi,ble:c0,x,${wrong},10000\n`,
  ) as {
    faults: string[]
  }
  expect(faults).toHaveLength(2)
  expect(faults.join()).toMatch(/row 1: bindKey: 32 hexadecimal digits.*consentCode/)
  expect(faults.join()).not.toContain(wrong)
})
