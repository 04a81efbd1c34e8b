import { expect, test } from 'vitest'
import { homesFromCsv } from './homes-from-csv.ts'

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
