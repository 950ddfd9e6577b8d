using LstmGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LstmGen.Generator.Equations;

/// <summary>Runs a method's body on nodes in place of floats; methods that it calls are run in their place.</summary>
internal sealed class MethodReader
{
    private readonly Compilation _compilation;
    private readonly CancellationToken _cancellation;
    private readonly Graph _graph;
    private readonly MethodReader? _caller;
    private readonly IMethodSymbol _method;
    private readonly Dictionary<ISymbol, Node> _values = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, Condition> _conditions = new(SymbolEqualityComparer.Default);
    private Node? _result;

    private MethodReader(
        Compilation compilation, Graph graph, IMethodSymbol method, MethodReader? caller, CancellationToken cancellation) =>
        (_compilation, _graph, _method, _caller, _cancellation) = (compilation, graph, method, caller, cancellation);

    /// <summary>Runs a method.</summary>
    /// <param name="compilation">Where it stands.</param>
    /// <param name="graph">Takes the nodes.</param>
    /// <param name="method">The method.</param>
    /// <param name="arguments">Values of its parameters but for <c>out</c>.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>What it returns, or null, and what its <c>ref</c> and <c>out</c> parameters are afterwards.</returns>
    public static (Node? Result, IReadOnlyDictionary<ISymbol, Node> Values) Run(
        Compilation compilation, Graph graph, IMethodSymbol method, IReadOnlyDictionary<IParameterSymbol, Node> arguments,
        CancellationToken cancellation)
    {
        var reader = new MethodReader(compilation, graph, method, null, cancellation);
        foreach (KeyValuePair<IParameterSymbol, Node> argument in arguments)
            reader._values.Add(argument.Key, argument.Value);
        reader.Body();
        return (reader._result, reader._values);
    }

    private void Body()
    {
        _cancellation.ThrowIfCancellationRequested();
        SyntaxNode? syntax = _method.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(_cancellation))
            .FirstOrDefault(node => node is BaseMethodDeclarationSyntax { Body: not null }
                or BaseMethodDeclarationSyntax { ExpressionBody: not null } or LocalFunctionStatementSyntax);
        if (syntax is null || !_compilation.ContainsSyntaxTree(syntax.SyntaxTree))
            throw new EquationFault(
                Descriptors.NotDifferentiable, _method.Locations.FirstOrDefault(location => location.IsInSource),
                $"{_method.Name} has no body that the generator can read",
                "call a function of Equations, or write the method in this project");
        IOperation? operation = _compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax, _cancellation);
        (IBlockOperation? block, IBlockOperation? expression) = operation switch
        {
            IMethodBodyOperation body => (body.BlockBody, body.ExpressionBody),
            ILocalFunctionOperation local => (local.Body, null),
            _ => (null, null),
        };
        foreach (IOperation statement in (block ?? expression ?? throw Unclear(syntax)).Operations)
            Statement(statement);
    }

    private void Statement(IOperation statement)
    {
        if (_result is not null)
            throw Fault(statement, "What stands after 'return' is never run", "remove it");
        switch (statement)
        {
            case IVariableDeclarationGroupOperation group:
                foreach (IVariableDeclaratorOperation declarator in group.Declarations.SelectMany(one => one.Declarators))
                {
                    if (declarator.Symbol.RefKind != RefKind.None)
                        throw Fault(declarator, $"The local '{declarator.Symbol.Name}' is a reference", "make it a float of its own");
                    if (declarator.GetVariableInitializer() is { } initializer)
                        Assign(declarator.Symbol, initializer.Value);
                }

                break;
            case IExpressionStatementOperation expression:
                Assignment(expression.Operation);
                break;
            case IReturnOperation { ReturnedValue: null } when statement.IsImplicit:
                break;
            case IReturnOperation { ReturnedValue: { } value }:
                _result = Value(value);
                break;
            case IBlockOperation block:
                foreach (IOperation inner in block.Operations)
                    Statement(inner);
                break;
            case ILocalFunctionOperation or IEmptyOperation:
                break;
            case IInvalidOperation:
                throw Unclear(statement.Syntax);
            case ILoopOperation:
                throw Fault(statement, "A loop cannot be differentiated", "write its turns out");
            case IConditionalOperation:
                throw Fault(statement, "'if' is not read", "write 'condition ? a : b' in place of it");
            default:
                throw Fault(statement, "This statement is not read", "use local floats, assignments and 'return'");
        }
    }

    private void Assignment(IOperation operation)
    {
        switch (operation)
        {
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation local } simple:
                Assign(local.Local, simple.Value);
                break;
            case ISimpleAssignmentOperation { Target: IParameterReferenceOperation parameter } simple:
                Set(parameter.Parameter, Value(simple.Value));
                break;
            case ICompoundAssignmentOperation { Target: ILocalReferenceOperation or IParameterReferenceOperation } compound:
                Set(Symbol(compound.Target), Binary(compound, compound.OperatorKind, Value(compound.Target), Value(compound.Value)));
                break;
            case IInvalidOperation:
                throw Unclear(operation.Syntax);
            default:
                throw Fault(
                    operation, "This statement is not read", "assign to local floats and to the parameters that are 'ref' or 'out'");
        }
    }

    private void Assign(ILocalSymbol local, IOperation value)
    {
        if (local.Type.SpecialType == SpecialType.System_Boolean)
            _conditions[local] = Holds(value);
        else
            Set(local, Value(value));
    }

    private void Set(ISymbol symbol, Node value)
    {
        if (_caller is null && symbol is ILocalSymbol && value.Operation is not (Operation.Input or Operation.Constant))
            value.Local ??= symbol.Name;
        _values[symbol] = value;
    }

    private Node Value(IOperation operation)
    {
        _cancellation.ThrowIfCancellationRequested();
        if (operation.ConstantValue is { HasValue: true, Value: IConvertible constant } && IsNumber(operation.Type))
            return _graph.Constant(constant.ToSingle(System.Globalization.CultureInfo.InvariantCulture));
        if (operation is IConversionOperation { Operand: IThrowOperation } or IThrowOperation)
            throw Fault(operation, "'throw' is not read", "give a value in every case");
        if (operation is IInvalidOperation || operation.Type is null or { TypeKind: TypeKind.Error })
            throw Unclear(operation.Syntax);
        if (operation.Type?.SpecialType != SpecialType.System_Single)
        {
            throw Fault(
                operation, $"A value of type {operation.Type?.ToDisplayString() ?? "none"} cannot be differentiated",
                "compute in float: 0.5f in place of 0.5, MathF or Equations in place of Math");
        }

        return operation switch
        {
            ILocalReferenceOperation or IParameterReferenceOperation =>
                _values.TryGetValue(Symbol(operation), out Node? value) ? value : throw Unclear(operation.Syntax),
            IConversionOperation conversion => Value(conversion.Operand),
            IParenthesizedOperation parenthesized => Value(parenthesized.Operand),
            IUnaryOperation { OperatorKind: UnaryOperatorKind.Minus } minus => _graph.Negate(Value(minus.Operand)),
            IUnaryOperation { OperatorKind: UnaryOperatorKind.Plus } plus => Value(plus.Operand),
            IBinaryOperation binary => Binary(binary, binary.OperatorKind, Value(binary.LeftOperand), Value(binary.RightOperand)),
            IConditionalOperation { WhenFalse: { } otherwise } choice =>
                Holds(choice.Condition).Choose(_graph, Value(choice.WhenTrue), Value(otherwise)),
            IInvocationOperation call => Call(call),
            IFieldReferenceOperation field => throw Fault(operation, $"The field {field.Field.Name} is no constant", "make it const"),
            IPropertyReferenceOperation property =>
                throw Fault(operation, $"The property {property.Property.Name} is no constant", "use a const field in place of it"),
            _ =>
                throw Fault(
                    operation, $"'{Short(operation)}' is not read",
                    "use local floats, + - * /, comparisons with '? :', and functions of Equations"),
        };
    }

    private Node Binary(IOperation at, BinaryOperatorKind kind, Node left, Node right) => kind switch
    {
        BinaryOperatorKind.Add => _graph.Add(left, right),
        BinaryOperatorKind.Subtract => _graph.Subtract(left, right),
        BinaryOperatorKind.Multiply => _graph.Multiply(left, right),
        BinaryOperatorKind.Divide => _graph.Divide(left, right),
        BinaryOperatorKind.Remainder => throw Fault(at, "'%' has no derivative", "write the function without it"),
        _ => throw Fault(at, $"'{Short(at)}' is not read", "use + - * and /"),
    };

    private Condition Holds(IOperation operation)
    {
        if (operation.ConstantValue is { HasValue: true, Value: bool known })
            return new Condition.Known(known);
        switch (operation)
        {
            case ILocalReferenceOperation local when _conditions.TryGetValue(local.Local, out Condition? condition):
                return condition;
            case IParenthesizedOperation parenthesized:
                return Holds(parenthesized.Operand);
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                return new Condition.Not(Holds(not.Operand));
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.And } and:
                return new Condition.Both(Holds(and.LeftOperand), Holds(and.RightOperand));
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr or BinaryOperatorKind.Or } or:
                return new Condition.Either(Holds(or.LeftOperand), Holds(or.RightOperand));
            case IBinaryOperation binary:
                Node left = Value(binary.LeftOperand), right = Value(binary.RightOperand);
                return binary.OperatorKind switch
                {
                    BinaryOperatorKind.GreaterThan => Compare(Operation.Greater, left, right),
                    BinaryOperatorKind.LessThan => Compare(Operation.Greater, right, left),
                    BinaryOperatorKind.GreaterThanOrEqual => Compare(Operation.AtLeast, left, right),
                    BinaryOperatorKind.LessThanOrEqual => Compare(Operation.AtLeast, right, left),
                    BinaryOperatorKind.Equals => Compare(Operation.Equal, left, right),
                    BinaryOperatorKind.NotEquals => new Condition.Not(Compare(Operation.Equal, left, right)),
                    _ => throw Fault(operation, $"'{Short(operation)}' is not read", "compare floats with < <= > >= == and !="),
                };
            case IInvalidOperation:
                throw Unclear(operation.Syntax);
            default:
                throw Fault(operation, $"'{Short(operation)}' is not read", "compare floats with < <= > >= == and !=");
        }
    }

    private Condition.Comparison Compare(Operation operation, Node left, Node right) => new(_graph.Of(operation, left, right));

    private Node Call(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (call.Arguments.FirstOrDefault(argument => argument.Parameter?.RefKind is not (RefKind.None or RefKind.In)) is { } reference)
            throw Fault(reference, "A parameter of a called method is 'ref' or 'out'", "return the value");
        string type = method.ContainingType.ToDisplayString();
        bool isKnown = type is "System.Math" or "System.MathF" or "LstmGen.Equations";
        if (!isKnown && !method.IsStatic)
            throw Fault(call, $"{method.Name} is no static method", "make it static");
        if (!isKnown && method.DeclaringSyntaxReferences.IsEmpty)
            throw Fault(
                call, $"{type}.{method.Name} is compiled, and the generator cannot read it",
                "call a function of Equations, or write the method in this project");
        var arguments = new Dictionary<IParameterSymbol, Node>(SymbolEqualityComparer.Default);
        foreach (IArgumentOperation argument in call.Arguments)
            arguments.Add(argument.Parameter!, Value(argument.Value));
        Node[] values = [.. method.Parameters.Select(parameter => arguments[parameter])];
        if (isKnown && Functions.IsOtherPower(type, method.Name, values))
            throw Fault(
                call, "MathF.Pow is read with a whole constant exponent from -32 to 32 only",
                "use Equations.Pow for other exponents, whose base must be above 0");
        if (Functions.Call(_graph, type, method.Name, values) is { } known)
            return known;
        if (isKnown)
            throw Fault(
                call, $"{type}.{method.Name} of {values.Length} argument{(values.Length == 1 ? "" : "s")} has no derivative here",
                $"the functions are {Functions.List}");
        IMethodSymbol written = method.OriginalDefinition.PartialImplementationPart ?? method.OriginalDefinition;
        for (MethodReader? one = this; one is not null; one = one._caller)
        {
            if (SymbolEqualityComparer.Default.Equals(one._method, written))
                throw Fault(call, $"{method.Name} calls itself", "write the calls out");
        }

        var inner = new MethodReader(_compilation, _graph, written, this, _cancellation);
        foreach (KeyValuePair<IParameterSymbol, Node> argument in arguments)
            inner._values.Add(written.Parameters[argument.Key.Ordinal], argument.Value);
        inner.Body();
        return inner._result ?? throw Fault(call, $"{method.Name} returns nothing", "let it return a float");
    }

    private ISymbol Symbol(IOperation reference) => reference switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => throw Unclear(reference.Syntax),
    };

    private static bool IsNumber(ITypeSymbol? type) => type?.SpecialType is SpecialType.System_Single
        or SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16 or SpecialType.System_UInt16
        or SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64;

    private static string Short(IOperation operation) => Short(operation.Syntax);

    private static string Short(SyntaxNode syntax)
    {
        string text = string.Join(" ", syntax.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length > 60 ? text.Substring(0, 57) + "..." : text;
    }

    private static EquationFault Fault(IOperation at, string what, string fix) =>
        new(Descriptors.NotDifferentiable, at.Syntax.GetLocation(), what, fix);

    // The compiler says what is wrong, if it is no C# at all.
    private EquationFault Unclear(SyntaxNode at) =>
        _compilation.GetSemanticModel(at.SyntaxTree).GetDiagnostics(at.FirstAncestorOrSelf<MemberDeclarationSyntax>()?.Span, _cancellation)
            .Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            ? new(null, at.GetLocation())
            : new(
                Descriptors.NotDifferentiable, at.GetLocation(), $"'{Short(at)}' is not read",
                "use local floats, assignments and 'return'");
}
