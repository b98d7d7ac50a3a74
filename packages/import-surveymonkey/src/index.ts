export * as SurveyMonkey from "./SurveyMonkey.ts"
