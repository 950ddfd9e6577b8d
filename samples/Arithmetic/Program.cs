using System.CommandLine;
using LstmGen.Samples;
using LstmGen.Samples.Arithmetic;

var sequence = new Option<string?>("--sequence") { Description = "Four numbers of your own to continue, such as 3,6,9,12" };
return Sample.Run(args, "Learns which number comes next in arithmetic sequences.", sample => ArithmeticRun.Execute(sample, sample.Value(sequence)), sequence);
