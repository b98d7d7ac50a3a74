export * as Stripe from "./Stripe.ts"
