using LstmGen.Samples.Playground;

// dotnet run -c Release --project samples/Playground/Trainer [FOLDER]: writes the weights, by default where the models take them from.
string folder = args.Length > 0 ? args[0] : Path.Combine(AppContext.BaseDirectory, "../../../../Models/Weights");
Directory.CreateDirectory(folder);
TextTraining.Run(folder);
DateTraining.Run(folder);
