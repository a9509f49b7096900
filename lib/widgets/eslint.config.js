import js from "@eslint/js";
import globals from "globals";

export default [
  js.configs.recommended,
  {
    files: ["src/**/*.js"],
    languageOptions: { globals: globals.browser },
    rules: {
      eqeqeq: "error",
      "no-var": "error",
      "prefer-const": "error",
      "no-control-regex": "off", // control characters are what is looked for
      "no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "no-param-reassign": "off",
      "no-shadow": "error",
      "no-use-before-define": ["error", { functions: false, variables: false }],
    },
  },
];
