/** The elements of XES, and what an open one is to the attributes in it. */
export const element = {
  nothing: 0,
  log: 1,
  trace: 2,
  event: 3,
  attribute: 4,
  list: 5,
  values: 6,
  global: 7,
  traceDefaults: 8,
  classifier: 9,
  extension: 10,
  other: 11
} as const

/** How the values of attributes of a type are written, where not every text is one. A time is looked at by what reads it. */
export const valuePatterns: ReadonlyArray<readonly [type: string, pattern: RegExp]> = [
  ["int", /^\s*[+-]?\d+\s*$/],
  ["float", /^\s*(?:[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|[+-]?INF|NaN)\s*$/],
  ["boolean", /^\s*(?:true|false|1|0)\s*$/i]
]

/** What each element is by its name. */
export const elements: ReadonlyArray<readonly [name: string, element: number]> = [
  ["log", element.log],
  ["trace", element.trace],
  ["event", element.event],
  ["string", element.attribute],
  ["date", element.attribute],
  ["int", element.attribute],
  ["float", element.attribute],
  ["boolean", element.attribute],
  ["id", element.attribute],
  ["list", element.list],
  ["container", element.list],
  ["values", element.values],
  ["global", element.global],
  ["classifier", element.classifier],
  ["extension", element.extension]
]
