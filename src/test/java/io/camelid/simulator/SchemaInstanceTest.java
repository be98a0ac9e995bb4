package io.camelid.simulator;

import static io.camelid.simulator.Requests.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.camelid.dialect.Json;
import io.camelid.error.RequestException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaInstanceTest {

    private static final JsonSchemaFactory VALIDATORS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // by type
                "{'type': 'string'} | 'text'",
                "{'type': 'integer'} | 1",
                "{'type': 'number'} | 1.5",
                "{'type': 'boolean'} | true",
                "{'type': 'null'} | null",
                "{'type': 'array'} | []",
                "{'type': 'object'} | {}",
                "{'type': ['integer', 'null']} | 1",
                "{} | 'text'",
                "{'properties': {'a': {}}, 'required': ['a']} | {'a':'text'}",
                "{'required': ['b']} | {'b':'text'}",
                "{'items': {'type': 'integer'}} | []",
                // by word
                "{'type': 'string', 'enum': ['a', 'b']} | 'a'",
                "{'type': 'string', 'enum': ['a', 'b'], 'default': 'b'} | 'b'",
                "{'const': {'a': [1, null]}} | {'a':[1,null]}",
                "{'enum': [null, 'a']} | null",
                "{'type': ['string', 'null'], 'default': null} | null",
                // objects: required members only, in the schema's order
                "{'type': 'object', 'properties': {'a': {'type': 'integer'}, 'b': {'type': 'object', 'properties': "
                        + "{'c': {'type': 'boolean'}, 'd': {}}, 'required': ['c']}, 'e': {}}, 'required': ['b', 'a']} "
                        + "| {'a':1,'b':{'c':true}}",
                "{'type': 'object', 'properties': {'a': {'type': ['null', 'string']}}, 'required': ['a']} | {'a':null}",
                // arrays
                "{'type': 'array', 'minItems': 2, 'items': {'type': 'integer'}} | [1,1]",
                "{'type': 'array', 'minItems': 3, 'prefixItems': [{'const': 'x'}, {'type': 'boolean'}], 'items': "
                        + "{'type': 'number'}} | ['x',true,1.5]",
                "{'type': 'array', 'minItems': 1} | ['text']",
                // references
                "{'$ref': '#/$defs/a', '$defs': {'a': {'type': 'integer'}}} | 1",
                "{'$ref': '#/definitions/a%20b~1c', 'definitions': {'a b/c': {'type': 'boolean'}}} | true",
                "{'type': 'object', 'properties': {'a': {'$ref': '#/$defs/b'}, 'b': {'$ref': '#/$defs/b'}}, "
                        + "'required': ['a', 'b'], '$defs': {'b': {'$ref': '#/$defs/c'}, 'c': {'enum': [5]}}} "
                        + "| {'a':5,'b':5}",
                "{'$ref': '#/$defs/a', 'default': 'x', '$defs': {'a': {'type': 'string'}}} | 'x'",
                "{'$ref': '#/anyOf/1', 'anyOf': [{'type': 'string'}, {'type': 'string', 'minLength': 5}]} | 'textt'",
                // a list that ends, a tree without branches
                "{'$ref': '#/$defs/node', '$defs': {'node': {'type': 'object', 'properties': {'next': {'anyOf': "
                        + "[{'$ref': '#/$defs/node'}, {'type': 'null'}]}}, 'required': ['next']}}} | {'next':null}",
                "{'type': 'object', 'properties': {'children': {'type': 'array', 'items': {'$ref': '#'}}}, "
                        + "'required': ['children']} | {'children':[]}",
                // alternatives and sums
                "{'anyOf': [{'type': 'integer'}, {'type': 'string'}]} | 1",
                "{'oneOf': [{'type': 'boolean'}, {'type': 'string'}]} | true",
                "{'anyOf': [false, {'type': 'string'}]} | 'text'",
                "{'type': 'object', 'properties': {'a': {'type': 'integer'}}, 'anyOf': [{'required': ['a']}]} | {'a':1}",
                "{'allOf': [{'properties': {'a': {'type': 'integer'}}, 'required': ['a']}, {'properties': {'b': "
                        + "{'type': 'boolean'}, 'a': {'minimum': 3}}, 'required': ['b']}]} | {'a':3,'b':true}",
                "{'allOf': [{'$ref': '#/$defs/a'}, {'$ref': '#/$defs/b'}], '$defs': {'a': {'properties': {'a': "
                        + "{'const': 1}}, 'required': ['a']}, 'b': {'properties': {'b': {'const': 2}}, 'required': ['b']}}} "
                        + "| {'b':2,'a':1}",
                // bounds
                "{'type': 'integer', 'minimum': 18} | 18",
                "{'type': 'integer', 'minimum': 17.5} | 18",
                "{'type': 'integer', 'exclusiveMinimum': 18} | 19",
                "{'type': 'integer', 'maximum': 0} | 0",
                "{'type': 'integer', 'exclusiveMaximum': 0} | -1",
                "{'type': 'integer', 'multipleOf': 5} | 5",
                "{'type': 'integer', 'minimum': 12, 'multipleOf': 5} | 15",
                "{'type': 'number', 'minimum': 2.25} | 2.25",
                "{'type': 'number', 'maximum': 1} | 1",
                "{'type': 'number', 'exclusiveMinimum': 0, 'exclusiveMaximum': 0.4} | 0.20",
                "{'type': 'string', 'minLength': 10} | 'texttextte'",
                "{'type': 'string', 'maxLength': 2} | 'te'",
                "{'type': 'string', 'maxLength': 0} | ''",
            })
    void theSmallestInstanceIsBuiltAndFits(String schema, String instance) throws Exception {
        String json = schema.replace('\'', '"');

        String built = PlainJson.write(SchemaInstance.of(map(json), "response_format"));

        assertThat(built).isEqualTo(instance.replace('\'', '"'));
        assertThat(VALIDATORS.getSchema(json).validate(Json.MAPPER.readTree(built)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'$ref': '#/$defs/gone'} | refers to '#/$defs/gone', which is not in it",
                "{'$ref': 'https://example.org/schema'} | refers to 'https://example.org/schema', which is not in it",
                "{'$ref': '#/%zz'} | refers to '#/%zz', which is not in it",
                "{'allOf': [{'$ref': '#/a'}, {'$ref': '#/b'}], 'a': {}} | refers to '#/b', which is not in it",
                "{'properties': {'a': {'$ref': '#'}}, 'required': ['a']} | has no finite value that fits it",
                "{'properties': {'a': false}, 'required': ['a']} | has no finite value that fits it",
                "{'anyOf': []} | has no finite value that fits it",
                "{'type': 'array', 'minItems': 1000000} | asks for a larger value than the simulator makes",
                "{'type': 'string', 'minLength': 100001} | asks for a larger value than the simulator makes",
                "{'type': 'array', 'minItems': 1000, 'items': {'type': 'array', 'minItems': 1000}} "
                        + "| asks for a larger value than the simulator makes",
            })
    void aSchemaWithoutABearableInstanceIsRefused(String schema, String why) {
        assertThatThrownBy(() -> SchemaInstance.of(map(schema.replace('\'', '"')), "response_format"))
                .isInstanceOf(RequestException.class)
                .hasMessage("The schema in 'response_format' " + why + ".");
    }
}
