/**
 * Whether the browser already lets this page be heard: somebody has touched it, or the machine in the control room was
 * set up so. Tried with a moment of silence, for a sound that is refused leaves a complaint in the console.
 */
export async function mayBeHeard(): Promise<boolean> {
  if (navigator.userActivation?.hasBeenActive) return true
  return new Audio('/silence.wav').play().then(
    () => true,
    () => false,
  )
}
