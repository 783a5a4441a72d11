export { type GenerateModelsOptions, generateModels } from "./generate-models.ts";
