import { expect, it } from "vitest"
import { Topics } from "../../src/index.ts"

/** What customers of a shop wrote in the first week. */
const firstWeek = [
  "Where is my parcel? The tracking has not moved for three days",
  "My parcel was supposed to arrive yesterday and it is still not here",
  "The courier says the parcel was delivered but I never got it",
  "Tracking number shows delivered, but there is no parcel at my door",
  "When will my parcel arrive? I ordered a week ago",
  "The parcel is late again, what is the courier doing",
  "Delivery was promised for Monday, the parcel has not come",
  "Your courier left my parcel in the rain",
  "Can I change the delivery address of my parcel?",
  "The parcel came two days late and the box was open",
  "I returned the shoes and still wait for my refund",
  "When do I get my refund? The shoes went back two weeks ago",
  "The refund is less than what I paid for the jacket",
  "I sent the jacket back, where is the refund",
  "My refund has not been booked to my account yet",
  "How long does a refund take after a return?",
  "The return label does not print, I want to send the shoes back",
  "I need a return label for the jacket, please",
  "Please refund the return shipping as well",
  "Refund still missing, you received my return on Friday",
  "I forgot my password and the reset mail never comes",
  "Cannot log in, it says my password is wrong",
  "The password reset link has expired before I could use it",
  "I cannot log in to my account since the last update",
  "Reset mail does not arrive, I cannot log in",
  "My account is locked after three wrong passwords",
  "How do I change the password of my account?",
  "Login fails with an error, the password is right",
  "Please unlock my account, I have forgotten my password",
  "I log in and am logged out again at once"
]

/** A week later: more of the same, and a discount code that does not work. */
const secondWeek = [
  "My parcel has not arrived yet",
  "The tracking of my parcel is stuck",
  "Still no refund for the returned jacket",
  "I cannot log in, the reset mail does not come",
  "The voucher SPRING20 is not accepted at checkout",
  "Your spring voucher does not work, it says invalid code",
  "Voucher code invalid at checkout, please help",
  "I tried the voucher three times, the checkout says invalid",
  "Why is the voucher from your newsletter invalid?",
  "The newsletter voucher gives no discount at checkout",
  "No discount with voucher SPRING20 at checkout",
  "Invalid voucher, although the newsletter says it is good until May"
]

it("topics live through three weeks", () => {
  const model = Topics.fit(firstWeek, { topics: 3, seed: 1 })
  const topicOf = (from: Topics.TopicModel, text: string): string => Topics.assign(from, text).topic
  const [parcels, refunds, logins] = ["the parcel is late", "where is my refund", "password reset"].map((text) =>
    topicOf(model, text)
  ) as [string, string, string]
  expect(new Set([parcels, refunds, logins]).size).toBe(3)

  const named = Topics.edit(model, [{ kind: "rename", topic: parcels, name: "Late parcels" }])
  const second = Topics.update(named.model, secondWeek)
  expect(second.texts).toBe(12)
  expect(second.model.given).toBe(42)
  expect(second.proposals.length).toBe(1)
  const [proposal] = second.proposals
  expect(proposal?.name).toContain("voucher")
  expect(proposal?.texts).toBeGreaterThanOrEqual(6)
  expect(proposal?.examples.every(({ text }) => /voucher/i.test(text))).toBe(true)

  const { model: accepted, refused } = Topics.edit(second.model, [{ kind: "accept", proposal: proposal?.id ?? "" }])
  expect(refused).toEqual([])
  const vouchers = topicOf(accepted, "my voucher is invalid")
  expect(vouchers).toBe(proposal?.id)
  expect(topicOf(accepted, "where is my parcel")).toBe(parcels)

  const third = Topics.update(accepted, ["voucher invalid at checkout", "the voucher does not work", "parcel late"])
  expect(third.topics.find(({ id }) => id === vouchers)?.texts).toBe(2)

  const merged = Topics.edit(third.model, [{ kind: "merge", topic: refunds, into: parcels }]).model
  expect(topicOf(merged, "where is my refund")).toBe(parcels)
  expect(merged.topics.find(({ id }) => id === parcels)?.name).toBe("Late parcels")

  const again = Topics.refit(merged, [...firstWeek, ...secondWeek], { topics: 4 })
  expect(again.refused).toEqual([])
  expect(again.model.topics.find(({ id }) => id === parcels)?.name).toBe("Late parcels")
  expect(topicOf(again.model, "where is my refund")).toBe(parcels)
  expect(topicOf(again.model, "my voucher is invalid")).toBe(vouchers)
  expect(topicOf(again.model, "password reset")).toBe(logins)
  expect(again.moved).toBeLessThan(0.1)
})
