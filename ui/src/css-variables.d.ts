import "react";

declare module "react" {
  // CSS variables in style attributes, such as { "--tracks": "1fr 2fr" }.
  interface CSSProperties {
    [variable: `--${string}`]: string | number | undefined;
  }
}
