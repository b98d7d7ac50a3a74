/** The labels of the scales that SurveyMonkey offers, from bad to good. */
export const labelScales: ReadonlyArray<ReadonlyArray<string>> = [
  ["Very dissatisfied", "Dissatisfied", "Neither satisfied nor dissatisfied", "Satisfied", "Very satisfied"],
  [
    "Very dissatisfied",
    "Somewhat dissatisfied",
    "Neither satisfied nor dissatisfied",
    "Somewhat satisfied",
    "Very satisfied"
  ],
  ["Not at all satisfied", "Not so satisfied", "Somewhat satisfied", "Very satisfied", "Extremely satisfied"],
  [
    "Extremely dissatisfied",
    "Moderately dissatisfied",
    "Slightly dissatisfied",
    "Neither satisfied nor dissatisfied",
    "Slightly satisfied",
    "Moderately satisfied",
    "Extremely satisfied"
  ],
  ["Very difficult", "Difficult", "Neither easy nor difficult", "Easy", "Very easy"],
  ["Not at all easy", "Not so easy", "Somewhat easy", "Very easy", "Extremely easy"]
]
