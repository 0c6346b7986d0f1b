import js from "@eslint/js";
import prettier from "eslint-config-prettier";
import reactHooks from "eslint-plugin-react-hooks";
import globals from "globals";
import tseslint from "typescript-eslint";

const platformOnly = {
  group: ["@tauri-apps/*"],
  message: "Only src/platform talks to the shell; use the functions it exports.",
};
const neverShipped = {
  group: ["**/test/*", "**/test"],
  message: "src/test is for tests and the development page; it is never shipped.",
};

// Patterns begin with **, because ESLint reads them from the folder where it is started.
export default tseslint.config(
  { ignores: ["**/dist", "**/src/bindings"] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  reactHooks.configs.flat["recommended-latest"],
  prettier,
  {
    languageOptions: {
      globals: globals.browser,
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      eqeqeq: "error",
      "no-restricted-imports": ["error", { patterns: [platformOnly, neverShipped] }],
    },
  },
  {
    files: ["**/src/platform/**"],
    rules: { "no-restricted-imports": ["error", { patterns: [neverShipped] }] },
  },
  {
    files: ["**/src/test/**", "**/src/**/*.test.{ts,tsx}"],
    rules: {
      "no-restricted-imports": ["error", { patterns: [platformOnly] }],
      "no-restricted-properties": [
        "error",
        {
          object: "vi",
          property: "waitFor",
          message: "It gives up after a second; Testing Library's waitFor waits as src/test/setup.ts says.",
        },
      ],
    },
  },
  { files: ["**/*.js"], extends: [tseslint.configs.disableTypeChecked] },
);
