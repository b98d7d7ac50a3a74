/** The texts about a topic, by column. */
export interface TopicRow {
  readonly name: string
  /** How many texts, for each of the columns. */
  readonly texts: ReadonlyArray<number>
}

/** Topics by touchpoint, channel or team: who writes about what. */
export interface TopicHeatMap {
  /** The finding, in one sentence. */
  readonly title: string
  readonly subtitle: string
  /** Names of touchpoints, channels or teams. */
  readonly columns: ReadonlyArray<string>
  readonly topics: ReadonlyArray<TopicRow>
}
