import { suite } from "@throughline/import/testing"
import { Qualtrics } from "../src/index.ts"
import { better, fixture, legacy, matrix, sample } from "./fixtures.ts"
import { written } from "./written.ts"

const labels = fixture("labels.csv")
const oneHeader = fixture("codes.csv")
const personal = ["Mendes", "ana.mendes", "Silva", "c.silva", "b.okafor", "198.51.100.7", "three times"]

suite("survey exports of Qualtrics", Qualtrics.importer, [
  {
    name: "sample.csv",
    mapping: sample,
    content: fixture("sample.csv"),
    layout: { delimiter: ",", headerRows: 3 },
    personal: ["130.92.34.66", "Hello"],
    damaged: [{ content: fixture("sample.csv").replace("2017-07-18 08:28:48,0", "yesterday,0"), ordinal: 0 }]
  },
  {
    name: "sample_legacy.csv",
    mapping: legacy,
    content: fixture("sample_legacy.csv").replace("\uFEFF", ""),
    layout: { delimiter: ",", headerRows: 2 },
    personal: ["130.92.34.66", "Hello"]
  },
  {
    name: "Single_Answer_Matrix_Insights.csv",
    mapping: matrix,
    content: fixture("Single_Answer_Matrix_Insights.csv"),
    layout: { delimiter: ",", headerRows: 3 },
    damaged: [
      { content: fixture("Single_Answer_Matrix_Insights.csv").replace("1,2,3,4,4,12,", "1,2,x,y,4,99,"), ordinal: 0 }
    ]
  },
  {
    name: "Better_Sample_Survey.csv",
    mapping: better,
    content: fixture("Better_Sample_Survey.csv"),
    layout: { delimiter: ",", headerRows: 3 }
  },
  {
    name: "labels.csv",
    mapping: written("labels"),
    content: labels,
    layout: { delimiter: ",", headerRows: 3 },
    personal,
    damaged: [
      { content: labels.replace(",Promoter,9,", ",Promoter,ana.mendes@example.org,"), ordinal: 0 },
      { content: labels.replace("2026-03-02 11:24:31,IP", "Mendes,IP"), ordinal: 1 },
      { content: labels.replace("R_2kL3mN4oP5qR6sT", '"R_2kL3mN4oP5qR6sT'), ordinal: 1 }
    ]
  },
  {
    name: "codes.csv",
    mapping: written("codes"),
    content: oneHeader,
    layout: { delimiter: ",", headerRows: 1 },
    personal,
    damaged: [{ content: oneHeader.replace("R_1aB2cD3eF4gH5iJ", ""), ordinal: 0 }]
  }
])
