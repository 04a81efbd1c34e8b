import { createTheme, localStorageColorSchemeManager } from '@mantine/core'

/**
 * What of the theme is not colour. Colours and sizes are variables in tokens.css and mantine.css, so that nothing has
 * to write a style element into the page, which its security policy forbids.
 */
export const theme = createTheme({
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Button: { defaultProps: { size: 'md' } },
    TextInput: { defaultProps: { size: 'md' } },
    PasswordInput: { defaultProps: { size: 'md' } },
    Textarea: { defaultProps: { size: 'md' } },
    NativeSelect: { defaultProps: { size: 'md' } },
    Checkbox: { defaultProps: { size: 'md' } },
    Radio: { defaultProps: { size: 'md' } },
    Switch: { defaultProps: { size: 'md' } },
    SegmentedControl: { defaultProps: { size: 'md' } },
    Menu: { defaultProps: { shadow: 'md', position: 'bottom-end' } },
  },
})

/** public/before-paint.js reads the same name. */
export const appearance = localStorageColorSchemeManager({ key: 'kotisilta-appearance' })
