export { type GenerateModelsOptions, generateModels } from "./generate-models.ts";
export { compareModels, type ModelChanges, saveModels } from "./model-folder.ts";
