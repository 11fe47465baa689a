import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

const ink: MantineColorsTuple = [
  '#eef3ff',
  '#dbe4fb',
  '#b6c7f3',
  '#8ea8ec',
  '#7f9df0',
  '#5479dd',
  '#4269d3',
  '#3056ba',
  '#264aa6',
  '#173e92',
];

const danger: MantineColorsTuple = [
  '#fdeceb',
  '#f9d5d2',
  '#f2aba6',
  '#ea827b',
  '#ff9a92',
  '#d9534a',
  '#c9362c',
  '#b3261e',
  '#9d1c16',
  '#7d130e',
];

export const theme = createTheme({
  primaryColor: 'ink',
  primaryShade: { light: 7, dark: 7 },
  colors: { ink, danger },
  // A dialog's heading is no banner of the page.
  components: {
    Modal: { defaultProps: { attributes: { header: { role: 'none' } } } },
    Drawer: { defaultProps: { attributes: { header: { role: 'none' } } } },
  },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif',
  headings: { fontWeight: '650', sizes: { h1: { fontSize: '1.6rem' }, h2: { fontSize: '1.15rem' } } },
});

/** Mantine's own greys and reds fall short of WCAG's 4.5:1 on white and on its dark ground. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#555c66',
    '--mantine-color-placeholder': '#666d78',
    '--mantine-color-error': '#b3261e',
    '--mantine-color-default-border': '#c9ced6',
    '--mantine-color-body': '#f7f8fa',
  },
  dark: {
    '--mantine-color-dimmed': '#a9b0ba',
    '--mantine-color-placeholder': '#98a0ab',
    '--mantine-color-error': '#ff9a92',
    '--mantine-color-body': '#17191d',
    '--mantine-color-default': '#212429',
    '--mantine-color-default-hover': '#2a2e34',
    '--mantine-color-default-border': '#474d57',
  },
});
