import { type Interaction, Records } from "@throughline/core"
