import type { Kysely } from 'kysely'
import type { Database } from '../database/schema.ts'

/** Whether in an area another person has to approve changes of danger limits. */
export function fourEyesSetting(query: Kysely<Database>) {
  return {
    async of(area: string): Promise<boolean> {
      const row = await query.selectFrom('plan_setting').select('four_eyes').where('area', '=', area).executeTakeFirst()
      return row?.four_eyes === 1
    },

    async for(patient: string): Promise<boolean> {
      const row = await query
        .selectFrom('patient')
        .innerJoin('home', 'home.id', 'patient.home')
        .innerJoin('plan_setting', 'plan_setting.area', 'home.area')
        .select('plan_setting.four_eyes')
        .where('patient.id', '=', patient)
        .executeTakeFirst()
      return row?.four_eyes === 1
    },

    async set(area: string, isOn: boolean): Promise<void> {
      const four_eyes = Number(isOn)
      await query
        .insertInto('plan_setting')
        .values({ area, four_eyes })
        .onConflict((conflict) => conflict.column('area').doUpdateSet({ four_eyes }))
        .execute()
    },
  }
}

export type FourEyesSetting = ReturnType<typeof fourEyesSetting>
