using System.CommandLine;
using LstmGen.Tool;
using LstmGen.Tool.Commands;

var root = new RootCommand("Inspects, imports, converts and compares trained recurrent models of PyTorch, Keras, ONNX and LstmGen.")
{
    InspectCommand.Create(), ImportCommand.Create(), ConvertCommand.Create(), ExportCommand.Create(), VerifyCommand.Create(),
    DescribeCommand.Create(),
};
try
{
    return root.Parse(args).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (Exception e)
{
    Console.Error.WriteLine($"lstmgen: {Failures.Line(e)}");
    return ExitCodes.BadFile;
}
