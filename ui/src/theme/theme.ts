import {
  type CSSVariablesResolver,
  createTheme,
  Drawer,
  type MantineColorsTuple,
  Modal,
  Notification,
  Tooltip,
} from "@mantine/core";

const accent: MantineColorsTuple = [
  "#eef1fe",
  "#dbe1fb",
  "#b6c1f6",
  "#93a4ff",
  "#6f83ea",
  "#566cdc",
  "#3d54c7",
  "#3347b0",
  "#2a3b95",
  "#212f77",
];

/** The greys of dark controls, from text to ground, in the tint of the dark surfaces of `tokens.css`. */
const dark: MantineColorsTuple = [
  "#e4e8ee",
  "#c3cad4",
  "#9aa5b4",
  "#6d7888",
  "#424b59",
  "#2a303a",
  "#1e232b",
  "#171b21",
  "#101318",
  "#0c0f13",
];

/** Danger: white stays readable (4.5 or more) on the two shades that buttons have, 5 and 6. */
const red: MantineColorsTuple = [
  "#fdecea",
  "#fad4d0",
  "#f4aaa3",
  "#ec7d73",
  "#de5449",
  "#c9362c",
  "#b9261d",
  "#9f1f17",
  "#851913",
  "#6b140f",
];

const DIALOG_TITLE = { fontSize: "15px", fontWeight: 600 };

/** Mantine's own controls in the colours of `tokens.css`. */
export const theme = createTheme({
  primaryColor: "accent",
  primaryShade: { light: 6, dark: 5 },
  colors: { accent, dark, red },
  fontFamily: '"Inter Variable", system-ui, sans-serif',
  fontFamilyMonospace: '"JetBrains Mono Variable", ui-monospace, monospace',
  fontSizes: { xs: "12px", sm: "13px", md: "13.5px", lg: "15px", xl: "18px" },
  headings: { fontWeight: "600", sizes: { h1: { fontSize: "18px" }, h2: { fontSize: "15px" } } },
  defaultRadius: "sm",
  radius: { xs: "3px", sm: "5px", md: "8px", lg: "10px", xl: "14px" },
  cursorType: "pointer",
  components: {
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 350, withinPortal: true } }),
    Notification: Notification.extend({ defaultProps: { closeButtonProps: { "aria-label": "Dismiss" } } }),
    Modal: Modal.extend({
      defaultProps: {
        centered: true,
        transitionProps: { duration: 120 },
        closeButtonProps: { "aria-label": "Close" },
      },
      styles: { title: DIALOG_TITLE },
    }),
    Drawer: Drawer.extend({ styles: { title: DIALOG_TITLE } }),
  },
});

const surfaces = {
  "--mantine-color-body": "var(--surface-panel)",
  "--mantine-color-text": "var(--text)",
  "--mantine-color-dimmed": "var(--text-dim)",
  "--mantine-color-placeholder": "var(--text-dim)",
  "--mantine-color-error": "var(--danger)",
  "--mantine-color-default": "var(--surface-raised)",
  "--mantine-color-default-hover": "var(--surface-hover)",
  "--mantine-color-default-border": "var(--line-strong)",
  "--mantine-color-default-color": "var(--text)",
};

/** One set of surfaces for Mantine and for ours. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: surfaces,
  dark: surfaces,
});
