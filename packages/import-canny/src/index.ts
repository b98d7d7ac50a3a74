export * as Canny from "./Canny.ts"
