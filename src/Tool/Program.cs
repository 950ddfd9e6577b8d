using System.CommandLine;
using LstmGen.Interchange;
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
catch (Exception e) when (e is InterchangeException or IOException or UnauthorizedAccessException or NotSupportedException)
{
    Console.Error.WriteLine($"lstmgen: {e.Message.ReplaceLineEndings(" ")}");
    return ExitCodes.BadFile;
}
