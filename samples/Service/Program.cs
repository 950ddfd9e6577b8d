using LstmGen.Samples.Service;

string file = args.FirstOrDefault(argument => argument.EndsWith(".safetensors", StringComparison.Ordinal)) ?? "forecaster.safetensors";
if (!File.Exists(file))
    SineTraining.Save(file);

await using WebApplication app = ForecastService.Build(file, args);
await app.RunAsync();
