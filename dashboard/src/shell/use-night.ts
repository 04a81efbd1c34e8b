import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core'

/** Whether it is the night theme, and the way to the other. */
export function useNight(): { night: boolean; turn(): void } {
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true })
  const night = useComputedColorScheme('dark') === 'dark'
  return { night, turn: () => setColorScheme(night ? 'light' : 'dark') }
}
