import type { Mapping } from "@throughline/import"

const likely = "How likely is it that you would recommend us to a friend or colleague?"

/** Of the made-up answers in English. */
export const answers: Mapping = {
  source: "surveymonkey",
  format: "surveymonkey",
  time: { format: "MM/dd/yyyy hh:mm:ss a", timeZone: "America/New_York" },
  records: [
    {
      kind: "responses",
      id: "Respondent ID",
      metric: "nps",
      scale: "0-10",
      direction: "highIsGood",
      fields: {
        customer: "Custom Data 1",
        at: "End Date",
        score: likely,
        comment: "What is the reason for your score?"
      }
    },
    {
      kind: "responses",
      id: "Respondent ID",
      metric: "csat",
      scale: "1-5",
      direction: "highIsGood",
      fields: {
        customer: "Custom Data 1",
        at: "End Date",
        score: {
          column: "Overall, how satisfied are you with our shop?",
          values: {
            "Very dissatisfied": 1,
            "Somewhat dissatisfied": 2,
            "Neither satisfied nor dissatisfied": 3,
            "Somewhat satisfied": 4,
            "Very satisfied": 5
          }
        }
      }
    }
  ]
}

export const german: Mapping = {
  source: "surveymonkey",
  format: "surveymonkey",
  delimiter: ";",
  time: { format: "iso", timeZone: "Europe/Berlin", ambiguous: "earlier" },
  records: [
    {
      kind: "responses",
      id: "Respondent ID",
      metric: "nps",
      scale: "0-10",
      direction: "highIsGood",
      fields: {
        customer: "Respondent ID",
        at: "End Date",
        score: "Würden Sie uns weiterempfehlen?",
        comment: "Warum?"
      }
    }
  ]
}

/** What is thought of Han Solo, from the poll about Star Wars. */
export const starWars: Mapping = {
  source: "surveymonkey",
  format: "surveymonkey",
  encoding: "windows-1252",
  records: [
    {
      kind: "responses",
      id: "RespondentID",
      metric: "csat",
      scale: "1-5",
      direction: "highIsGood",
      fields: {
        customer: "RespondentID",
        at: { value: "2014-06-06T12:00:00Z" },
        segment: "Age",
        score: {
          column:
            "Please state whether you view the following characters favorably, unfavorably, or are unfamiliar with him/her. / Han Solo",
          values: {
            "Very unfavorably": 1,
            "Somewhat unfavorably": 2,
            "Neither favorably nor unfavorably (neutral)": 3,
            "Somewhat favorably": 4,
            "Very favorably": 5,
            "Unfamiliar (N/A)": null
          }
        }
      }
    }
  ]
}

/** How rude it is to recline a seat, from the poll about flights, below one header row. */
export const flying: Mapping = {
  source: "surveymonkey",
  format: "surveymonkey",
  records: [
    {
      kind: "responses",
      id: "RespondentID",
      metric: "csat",
      scale: "1-3",
      direction: "lowIsGood",
      fields: {
        customer: "RespondentID",
        at: { value: "2014-08-29T12:00:00Z" },
        score: {
          column: "Is itrude to recline your seat on a plane?",
          values: { "No, not rude at all": 1, "Yes, somewhat rude": 2, "Yes, very rude": 3 }
        }
      }
    }
  ]
}
