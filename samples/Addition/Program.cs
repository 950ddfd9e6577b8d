using System.CommandLine;
using LstmGen.Samples;
using LstmGen.Samples.Addition;

var question = new Option<string?>("--question") { Description = "A sum of your own, such as 535+61" };
return Sample.Run(args, "Learns to add, by reading sums and writing answers character by character: an encoder and a decoder.", sample => AdditionRun.Execute(sample, sample.Value(question)), question);
