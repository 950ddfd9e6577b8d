using LstmGen.Samples;
using LstmGen.Samples.TextGenerator;

return Sample.Run(args, "Learns to write like a text, word by word, with a choice of ways to draw the next word.", WordRun.Execute, GenerationOptions.All);
